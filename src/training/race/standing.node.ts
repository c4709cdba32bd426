import { access } from 'node:fs/promises';
import path from 'node:path';
import type { SchemeName } from '../../positions/scheme.ts';
import type { Contestant, RaceSettings } from '../../protocol/race.ts';
import { ContestantRun } from './contestantRun.node.ts';
import { newRace, type RaceFile, type RaceResult, readRace } from './raceFile.node.ts';

/** How a race stands, by what lies in its folder. */
export interface Standing {
  readonly file: RaceFile;
  /** Those that have no result yet, as far as they were begun. */
  readonly waiting: Map<SchemeName, Contestant>;
  /** Those of which there is a model. */
  readonly folders: Set<SchemeName>;
}

/** Reads a race's folder; one that holds none is that of a new race. Throws UnderhoodError where it cannot be read. */
export async function standingOf(folder: string, settings: RaceSettings): Promise<Standing> {
  const file = (await readRace(folder)) ?? newRace(settings);
  const waiting = new Map<SchemeName, Contestant>();
  const folders = new Set<SchemeName>();
  for (const scheme of file.plan.schemes) {
    if (await holdsModel(path.join(folder, scheme))) folders.add(scheme);
    if (resultOf(file, scheme)) continue;
    const contestant = await ContestantRun.look(folder, scheme);
    if (contestant) waiting.set(scheme, contestant);
  }
  return { file, waiting, folders };
}

/** How a contestant came out; undefined as long as it is not through. */
export function resultOf({ results }: RaceFile, scheme: SchemeName): RaceResult | undefined {
  return results.find((result) => result.scheme === scheme);
}

function holdsModel(folder: string): Promise<boolean> {
  return access(path.join(folder, 'config.json')).then(
    () => true,
    () => false,
  );
}
