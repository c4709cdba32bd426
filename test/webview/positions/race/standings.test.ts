import assert from 'node:assert/strict';
import { schemeNames } from '../../../../src/positions/scheme.ts';
import type { KeptRace } from '../../../../src/protocol/positionsPage.ts';
import { type Contestant, type RaceState, raceStart } from '../../../../src/protocol/race.ts';
import {
  bestOf,
  currentOf,
  expectedSeconds,
  seedSpread,
  shareOf,
  throughOf,
} from '../../../../webview/positions/race/standings.ts';

function race(contestants: readonly Partial<Contestant>[]): RaceState {
  return {
    name: 'race',
    settings: { ...raceStart, steps: 100 },
    phase: 'running',
    trainedLength: 64,
    measuredLength: 256,
    layers: 2,
    heads: 4,
    width: 64,
    positionScale: 1,
    contestants: contestants.map((own, i) => ({
      ...{ scheme: schemeNames[i], phase: 'idle', step: 0, evaluations: [], seconds: 0 },
      ...own,
    })),
  };
}

const measured = (within: number, beyond: number) => ({ from: [], to: [], loss: [], within, beyond });

describe('the standings of a race', () => {
  const under = race([
    { phase: 'finished', step: 100, seconds: 20, byPosition: measured(2, 3) },
    { phase: 'failed', step: 30, seconds: 6 },
    { phase: 'finished', step: 100, seconds: 30, byPosition: measured(1.5, 4) },
    { phase: 'running', step: 50, seconds: 10 },
    {},
  ]);

  it('tell how far it is', () => {
    assert.equal(throughOf(under), 3);
    assert.equal(currentOf(under)?.scheme, 'sinusoid');
    assert.equal(shareOf(under), 350 / 500);
    assert.equal(currentOf(race([{}])), undefined);
  });

  it('tell who is best so far, near and far', () => {
    assert.equal(bestOf(under, 'within')?.scheme, 'pureSine');
    assert.equal(bestOf(under, 'beyond')?.scheme, 'none');
    assert.equal(bestOf(race([{}]), 'within'), undefined);
  });

  it('expect as long as the race before took a step, or four minutes for the usual one', () => {
    assert.equal(expectedSeconds(raceStart.steps, undefined), 240);
    assert.equal(expectedSeconds(raceStart.steps, race([{ step: 5, seconds: 9 }])), 240, 'too little to tell');
    // Mean of .2, .2, .3 and .2 seconds a step, five contestants.
    assert.ok(Math.abs(expectedSeconds(10, under) - 10 * 0.225 * 5) < 1e-9);
  });
});

describe('several seeds of a race', () => {
  /** A race in which pure sine's loss rises so much, and no other's. */
  const kept = (seed: number, rise: number, rest: Partial<KeptRace> = {}): KeptRace => ({
    name: String(seed),
    settings: { ...raceStart, seed },
    reaches: schemeNames.map((scheme) => ({
      scheme,
      within: seed,
      beyond: seed + (scheme === 'pureSine' ? rise : 0),
    })),
    ...rest,
  });

  it('are counted, with the mean, least and most of each scheme', () => {
    const spread = seedSpread([kept(4, 1), kept(1, 0.01), kept(2.5, 2)], raceStart)!;
    assert.deepEqual(spread.seeds, [1, 2.5, 4]);
    assert.deepEqual(spread.verdicts, { true: 2, roughly: 0, false: 1 });
    const pureSine = spread.schemes.find(({ scheme }) => scheme === 'pureSine')!;
    assert.deepEqual(pureSine.within, { least: 1, mean: 2.5, most: 4 });
    assert.ok(Math.abs(pureSine.rise.mean - 3.01 / 3) < 1e-9);
    assert.equal(pureSine.rise.most, 2);
  });

  it('are those that differ in nothing but the seed, and are over', () => {
    const others = [
      kept(2, 1, { settings: { ...raceStart, seed: 2, steps: 10 } }),
      kept(3, 1, { settings: { ...raceStart, seed: 3, corpus: 'copying' } }),
      kept(4, 1, { reaches: kept(4, 1).reaches.slice(0, 7) }),
    ];
    assert.equal(seedSpread([kept(1, 1), ...others], raceStart), null);
    assert.deepEqual(seedSpread([kept(1, 1), ...others, kept(5, 1)], raceStart)?.seeds, [1, 5]);
  });
});
