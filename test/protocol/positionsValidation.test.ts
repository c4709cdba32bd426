import assert from 'node:assert/strict';
import fc from 'fast-check';
import { UnderhoodError } from '../../src/errors.ts';
import type { Displacement } from '../../src/protocol/positions.ts';
import { type PositionsRequests, positionsStart, positionsViews } from '../../src/protocol/positionsPage.ts';
import { positionsNavigation, positionsRequests, savedPositions } from '../../src/protocol/positionsValidation.ts';
import { checked } from '../../src/protocol/validation.ts';

const bad = { code: 'page.badRequest' };
const runId = '1';

describe('validation of what the positions page sends', () => {
  it('lets every view through unchanged, and what a new page begins with', () => {
    for (const view of positionsViews) {
      const navigation = { ...positionsStart, view };
      assert.deepEqual(checked(positionsNavigation, navigation), navigation);
    }
  });

  for (const [name, change] of [
    ['a width of none', { width: 0 }],
    ['more positions than anyone can see', { positions: 5000 }],
    ['a puzzle of one position', { covered: { ...positionsStart.covered, positions: 1 } }],
    ['an unknown scheme', { scheme: 'constructor' }],
    ['a race of no steps', { race: { ...positionsStart.race, steps: 0 } }],
  ] as const) {
    it(`refuses ${name}`, () => {
      assert.throws(() => checked(positionsNavigation, { ...positionsStart, ...change }), bad);
    });
  }

  it('knows every displacement, within its bounds', () => {
    const displace = (displacement: unknown) => checked(positionsRequests.displace, { runId, displacement });
    const fitting: readonly Displacement[] = [
      { kind: 'asIs' },
      { kind: 'scale', factor: 0 },
      { kind: 'shuffle', seed: 2 ** 32 - 1 },
      { kind: 'shift', by: 7 },
    ];
    for (const displacement of fitting) assert.deepEqual(displace(displacement), { runId, displacement });
    const others = [{ kind: 'scale', factor: -1 }, { kind: 'shuffle', seed: 0.5 }, { kind: 'shift', by: -1 }, {}];
    for (const other of [...others, { kind: 'scale', factor: Number.NaN }]) assert.throws(() => displace(other), bad);
  });

  it('answers anything else with an error, never with another one', () => {
    const methods = Object.keys(positionsRequests) as (keyof PositionsRequests)[];
    fc.assert(
      fc.property(fc.constantFrom(...methods), fc.anything(), (method, value) => {
        try {
          checked<unknown>(positionsRequests[method], value);
        } catch (error) {
          assert.ok(error instanceof UnderhoodError && error.code === 'page.badRequest');
        }
      }),
    );
  });

  it('reads a saved state with a text and without one, and refuses a broken one', () => {
    const place = { navigation: positionsStart };
    const text = { document: 'file:///a', start: 0, end: 5, digest: 'x', source: 'paragraph', kept: 'start' };
    for (const saved of [place, { ...text, ...place }, { navigation: null }]) {
      assert.deepEqual(checked(savedPositions, saved), saved);
    }
    for (const broken of [{ ...text, ...place, end: '5' }, { ...place, document: 'file:///a' }, {}]) {
      assert.throws(() => checked(savedPositions, broken), bad);
    }
  });
});
