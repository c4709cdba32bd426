import { type PositionsNavigation, positionsStart } from '../../../src/protocol/positionsPage.ts';

export const presetNames = ['essayPicture', 'essayAxis', 'paper', 'asPrinted'] as const;
type PresetName = (typeof presetNames)[number];

const { positions, width } = positionsStart;
const picture = { scheme: 'sinusoid', positions, width, formula: 'paper', isContinuous: false } as const;

/**
 * Pictures that others drew: the essay's, 50 positions by 200 dimensions; its axis that runs below 0; that of the paper's
 * model, 512 wide; and what the essay's formula would give as it is printed.
 */
export const presets: Readonly<Record<PresetName, Partial<PositionsNavigation>>> = {
  essayPicture: picture,
  essayAxis: { ...picture, isContinuous: true, pinnedPositions: [5, 10, 20, 40] },
  paper: { ...picture, width: 512 },
  asPrinted: { ...picture, formula: 'essay' },
};

/** Whether the page shows a preset's picture; what is pinned in it is the reader's. */
export function isPreset(name: PresetName, navigation: PositionsNavigation): boolean {
  const { pinnedPositions, ...settings } = presets[name];
  return Object.entries(settings).every(([key, value]) => navigation[key as keyof PositionsNavigation] === value);
}
