import type { Verdict } from '../../../src/analysis/verdict.ts';
import { collapseOf } from '../../../src/positions/raceVerdict.ts';
import { type SchemeName, schemeNames } from '../../../src/positions/scheme.ts';
import type { KeptRace } from '../../../src/protocol/positionsPage.ts';
import { type Contestant, type RaceSettings, type RaceState, raceStart } from '../../../src/protocol/race.ts';
import { isUnderWay } from '../../../src/protocol/training.ts';

/** Seconds that a step takes at most, of all contestants together, on two cores: the usual race takes four minutes. */
const secondsAStep = 240 / raceStart.steps;
/** Steps after which a contestant tells how long a step takes here. */
const telling = 20;

/** How long a race will take at most, in seconds; from a race that ran on this machine, where there is one. */
export function expectedSeconds(steps: number, ran: RaceState | undefined): number {
  const told = ran?.contestants.filter(({ step, seconds }) => step >= telling && seconds > 0) ?? [];
  if (told.length === 0) return steps * secondsAStep;
  const aStep = told.reduce((sum, { seconds, step }) => sum + seconds / step, 0) / told.length;
  return steps * aStep * ran!.contestants.length;
}

export function isSame(one: RaceSettings, other: RaceSettings): boolean {
  return one.corpus === other.corpus && one.steps === other.steps && one.seed === other.seed;
}

/** The one whose turn it is. */
export function currentOf({ contestants }: RaceState): Contestant | undefined {
  return contestants.find(({ phase }) => isUnderWay(phase));
}

/** How many have run all their steps and were measured, or failed on the way. */
export function throughOf({ contestants }: RaceState): number {
  return contestants.filter(({ phase }) => phase === 'finished' || phase === 'failed').length;
}

/** Of the race's work, 0…1. */
export function shareOf({ contestants, settings }: RaceState): number {
  const done = contestants.reduce((sum, { phase, step }) => sum + (phase === 'failed' ? settings.steps : step), 0);
  return Math.min(1, done / (contestants.length * settings.steps));
}

/** The contestant with the lowest mean loss, at trained positions or beyond; undefined while nobody was measured. */
export function bestOf({ contestants }: RaceState, where: 'within' | 'beyond'): Contestant | undefined {
  const measured = contestants.filter(({ byPosition }) => Number.isFinite(byPosition?.[where]));
  return measured.sort((one, other) => one.byPosition![where] - other.byPosition![where])[0];
}

/** Least, mean and most of some numbers. */
export interface Spread {
  readonly least: number;
  readonly mean: number;
  readonly most: number;
}

/** The same race from several seeds. */
export interface SeedSpread {
  readonly seeds: readonly number[];
  readonly schemes: readonly {
    readonly scheme: SchemeName;
    readonly within: Spread;
    readonly beyond: Spread;
    /** How much the loss rises beyond. */
    readonly rise: Spread;
  }[];
  /** In how many races the essay's claim holds, holds half, or does not. */
  readonly verdicts: Readonly<Record<Verdict, number>>;
}

/**
 * Races that differ in nothing but their seeds, each through with all schemes; null while there is one only.
 */
export function seedSpread(races: readonly KeptRace[], { corpus, steps }: RaceSettings): SeedSpread | null {
  const alike = races.filter(
    ({ settings, reaches }) =>
      settings.corpus === corpus && settings.steps === steps && reaches.length === schemeNames.length,
  );
  if (alike.length < 2) return null;
  const verdicts = { true: 0, roughly: 0, false: 0 };
  for (const { reaches } of alike) {
    const collapse = collapseOf((name) => reaches.find(({ scheme }) => scheme === name));
    if (collapse) verdicts[collapse.verdict] += 1;
  }
  return {
    seeds: alike.map(({ settings }) => settings.seed).sort((one, other) => one - other),
    schemes: schemeNames.map((scheme) => {
      const own = alike.map(({ reaches }) => reaches.find((reach) => reach.scheme === scheme)!);
      return {
        scheme,
        within: spreadOf(own.map(({ within }) => within)),
        beyond: spreadOf(own.map(({ beyond }) => beyond)),
        rise: spreadOf(own.map(({ within, beyond }) => beyond - within)),
      };
    }),
    verdicts,
  };
}

function spreadOf(values: readonly number[]): Spread {
  return {
    least: Math.min(...values),
    mean: values.reduce((sum, value) => sum + value, 0) / values.length,
    most: Math.max(...values),
  };
}
