import { mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { replaceFile, writingFailure } from '../../checkpoint/syncedFiles.node.ts';
import { UnderhoodError } from '../../errors.ts';
import { schemeNames } from '../../positions/scheme.ts';
import type { KeptRace } from '../../protocol/positionsPage.ts';
import { type Contestant, type RaceSettings, raceCorpora } from '../../protocol/race.ts';
import { type RacePlan, racePlan } from './raceRecipe.ts';

const fileName = 'race.json';

/** What is kept of a race beside its models. */
export interface RaceFile {
  readonly settings: RaceSettings;
  /** What it was begun with: a race is gone on with as it began, whatever is usual by then. */
  readonly plan: RacePlan;
  /** Of each model, a table that is trained left out. */
  readonly parameters?: number;
  readonly threads?: number;
  /** Of those who are through, in the order in which they ran. */
  readonly results: readonly RaceResult[];
}

/** How one contestant came out; `failed`: its training diverged. */
export type RaceResult = Omit<Contestant, 'folder'>;

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const size = v.pipe(count, v.minValue(1));
const scheme = v.picklist(schemeNames);
const byPosition = v.object({
  from: v.array(count),
  to: v.array(count),
  loss: v.array(v.number()),
  within: v.number(),
  beyond: v.number(),
});
const error = v.object({
  code: v.literal('training.diverged'),
  parameters: v.record(v.string(), v.union([v.string(), v.number()])),
});
const schema: v.GenericSchema<unknown, RaceFile> = v.object({
  settings: v.object({ corpus: v.picklist(raceCorpora), steps: size, seed: v.pipe(v.number(), v.integer()) }),
  plan: v.object({
    schemes: v.array(scheme),
    layers: size,
    heads: size,
    width: size,
    trainedLength: size,
    measuredLength: size,
    batch: size,
    learningRate: v.number(),
    positionScale: v.number(),
    evaluations: size,
    characters: size,
  }),
  parameters: v.optional(size),
  threads: v.optional(size),
  results: v.array(
    v.object({
      scheme,
      phase: v.picklist(['finished', 'failed']),
      step: count,
      evaluations: v.array(v.object({ step: count, loss: v.number() })),
      byPosition: v.optional(byPosition),
      seconds: v.number(),
      error: v.optional(error),
    }),
  ),
});

/** A race's folder among others, which tells its settings. */
export function raceName({ corpus, steps, seed }: RaceSettings): string {
  return `${corpus}-${steps}-${seed}`;
}

/** @returns undefined where none was begun. Throws UnderhoodError where it cannot be read */
export async function readRace(folder: string): Promise<RaceFile | undefined> {
  const file = path.join(folder, fileName);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new UnderhoodError('race.unreadable', { file, detail: message });
  }
  try {
    return v.parse(schema, JSON.parse(text));
  } catch (error) {
    throw new UnderhoodError('race.unreadable', { file, detail: (error as Error).message });
  }
}

/** A race that has not begun. */
export function newRace(settings: RaceSettings): RaceFile {
  return { settings, plan: racePlan, results: [] };
}

/** Throws UnderhoodError where it cannot be written: what was there before stays whole. */
export async function writeRace(folder: string, race: RaceFile): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((error) => {
    throw writingFailure(folder, error);
  });
  await replaceFile(path.join(folder, fileName), [new TextEncoder().encode(`${JSON.stringify(race, null, 2)}\n`)]);
}

/** All races of a folder that can be read, by corpus, steps and seed. */
export async function keptRaces(folder: string): Promise<KeptRace[]> {
  const names = await readdir(folder).catch(() => []);
  const races = await Promise.all(names.map((name) => readRace(path.join(folder, name)).catch(() => undefined)));
  return names
    .flatMap((name, i) => {
      const race = races[i];
      return race ? [{ name, settings: race.settings, reaches: reaches(race) }] : [];
    })
    .sort(({ settings: a }, { settings: b }) => {
      return raceCorpora.indexOf(a.corpus) - raceCorpora.indexOf(b.corpus) || a.steps - b.steps || a.seed - b.seed;
    });
}

function reaches({ results }: RaceFile): KeptRace['reaches'] {
  return results.flatMap(({ scheme, byPosition }) => {
    return byPosition ? [{ scheme, within: byPosition.within, beyond: byPosition.beyond }] : [];
  });
}
