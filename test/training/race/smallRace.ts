import path from 'node:path';
import { onnxruntimeNode } from '../../../src/engine/runtimes/onnxruntimeNode.node.ts';
import type { SchemeName } from '../../../src/positions/scheme.ts';
import type { RaceSettings, RaceState } from '../../../src/protocol/race.ts';
import { Race } from '../../../src/training/race/race.node.ts';
import { newRace, raceName, writeRace } from '../../../src/training/race/raceFile.node.ts';
import { type RacePlan, racePlan } from '../../../src/training/race/raceRecipe.ts';

export const smallSettings: RaceSettings = { corpus: 'copying', steps: 24, seed: 3 };

/** Models that train in a moment. */
function smallPlan(schemes: readonly SchemeName[]): RacePlan {
  const sizes = { layers: 1, heads: 2, width: 8, trainedLength: 8, measuredLength: 20, batch: 2, evaluations: 3 };
  return { ...racePlan, ...sizes, characters: 8000, schemes };
}

/** A folder with a race of small models that has not begun. @returns the race's own folder */
export async function writeSmallRace(
  root: string,
  schemes: readonly SchemeName[],
  settings: RaceSettings = smallSettings,
): Promise<string> {
  const folder = path.join(root, raceName(settings));
  await writeRace(folder, { ...newRace(settings), plan: smallPlan(schemes) });
  return folder;
}

/** Opens a race that runs in this process. */
export function openRace(folder: string, onChange: (state: RaceState) => void = () => {}): Promise<Race> {
  const runtime = onnxruntimeNode({ threads: 1 });
  return Race.open(folder, smallSettings, async () => runtime, onChange);
}

/** Runs until the end, however it ends. */
export async function runToEnd(race: Race): Promise<RaceState> {
  await race.start();
  await race.ended;
  return race.state;
}

/** All that a race finds out, without what depends on the clock or the place. */
export function found({ contestants }: RaceState): unknown {
  return contestants.map(({ seconds: _seconds, folder: _folder, ...rest }) => rest);
}
