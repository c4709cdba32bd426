import { schemeNames } from '../../../src/positions/scheme.ts';
import type { KeptRace } from '../../../src/protocol/positionsPage.ts';
import type { Contestant, LossByPosition, RaceSettings, RaceState } from '../../../src/protocol/race.ts';
import type { TrainingPhase } from '../../../src/protocol/training.ts';
import { Random } from '../../../src/random.ts';

/** Loss at the end, and beyond the trained length, of each scheme. */
const ends: Readonly<Record<(typeof schemeNames)[number], readonly [within: number, beyond: number]>> = {
  none: [2.6, 2.8],
  index: [2.6, 2.9],
  pureSine: [2.3, 3.1],
  sinusoid: [2.2, 3.4],
  sinusoidConcatenated: [2.2, 3.5],
  learned: [2.25, 4.6],
  rotary: [2.0, 3.0],
  alibi: [2.1, 2.12],
};
const trainedLength = 64;
const measuredLength = 256;

function byPosition(scheme: Contestant['scheme'], seed: number): LossByPosition {
  // Seeds differ by hundredths.
  const [within, beyond] = ends[scheme].map((loss) => loss + (seed - 1) / 100);
  const from = Array.from({ length: 16 }, (_, bin) => (bin * measuredLength) / 16);
  return {
    from,
    to: from.map((start) => start + measuredLength / 16),
    loss: from.map((start) => (start < trainedLength ? within + 0.5 / (1 + start) : beyond)),
    within,
    beyond,
  };
}

/** A race of which so many contestants are through. */
export function fakeRace(settings: RaceSettings, phase: TrainingPhase, done: number = schemeNames.length): RaceState {
  const contestants = schemeNames.map((scheme, place): Contestant => {
    if (place > done) return { scheme, phase: 'idle', step: 0, evaluations: [], seconds: 0 };
    const isOver = place < done;
    const step = isOver ? settings.steps : Math.round(settings.steps / 2);
    // The two that know nothing of order learn the same.
    const random = Random.at(settings.seed, Math.max(1, place));
    const evaluations = Array.from({ length: Math.floor((10 * step) / settings.steps) + 1 }, (_, i) => ({
      step: (i * settings.steps) / 10,
      loss: ends[scheme][0] + 3 * Math.exp(-i / 2) + 0.03 * random.normal(),
    }));
    return {
      scheme,
      phase: isOver ? 'finished' : phase,
      step,
      evaluations,
      folder: isOver ? `/races/${scheme}` : undefined,
      byPosition: isOver ? byPosition(scheme, settings.seed) : undefined,
      seconds: step / 25,
    };
  });
  return {
    name: `${settings.corpus}-${settings.steps}-${settings.seed}`,
    settings,
    phase: done >= schemeNames.length ? 'finished' : phase,
    trainedLength,
    measuredLength,
    parameters: 210_432,
    layers: 2,
    heads: 4,
    width: 64,
    positionScale: 0.1,
    threads: 2,
    contestants,
    secondsLeft: done >= schemeNames.length ? undefined : 25 * (schemeNames.length - done),
  };
}

/** What is told of a race among those that are kept. */
export function fakeKept({ name, settings, contestants }: RaceState): KeptRace {
  return {
    name,
    settings,
    reaches: contestants.flatMap(({ scheme, byPosition: reach }) =>
      reach ? [{ scheme, within: reach.within, beyond: reach.beyond }] : [],
    ),
  };
}
