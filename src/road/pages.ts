/** The pages that a block can open by their names, and the command behind each. */
export const pages = {
  attention: 'underhood.explainAttention',
  'next-token': 'underhood.showNextToken',
  continue: 'underhood.continueText',
  surprisal: 'underhood.paintSurprisal',
  positions: 'underhood.showPositions',
  translate: 'underhood.translate',
  training: 'underhood.trainModel',
} as const;

export type RoadPage = keyof typeof pages;

export function isRoadPage(name: string): name is RoadPage {
  return Object.hasOwn(pages, name);
}
