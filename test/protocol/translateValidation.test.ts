import assert from 'node:assert/strict';
import fc from 'fast-check';
import { UnderhoodError } from '../../src/errors.ts';
import { type TranslateRequests, translateStart, translateViews } from '../../src/protocol/translatePage.ts';
import { savedTranslate, translateNavigation, translateRequests } from '../../src/protocol/translateValidation.ts';
import { checked } from '../../src/protocol/validation.ts';

const bad = { code: 'page.badRequest' };

describe('validation of what the translation page sends', () => {
  it('lets every view through unchanged, and what a new page begins with', () => {
    for (const view of translateViews) {
      const navigation = { ...translateStart, view, source: 2, system: '/a', head: { layer: 1, head: 0 } };
      assert.deepEqual(checked(translateNavigation, navigation), navigation);
    }
    assert.deepEqual(checked(savedTranslate, { navigation: translateStart }), { navigation: translateStart });
  });

  for (const [name, method, request] of [
    ['a choice of nothing', 'chooseSystems', { folders: [] }],
    ['a choice of everything', 'chooseSystems', { folders: Array(17).fill('/a') }],
    ['a thousand beams', 'setBeams', { beams: 1000 }],
    ['a book', 'translateText', { text: 'a'.repeat(1001) }],
    ['an unknown kind of attention', 'kindHead', { runId: '1', system: 0, kind: 'constructor', layer: 0, head: 0 }],
    ['a system before the first', 'recurrence', { runId: '1', system: -1 }],
  ] as const) {
    it(`refuses ${name}`, () => {
      assert.throws(() => checked<unknown>(translateRequests[method], request), bad);
    });
  }

  it('answers anything else with an error, never with another one', () => {
    const methods = Object.keys(translateRequests) as (keyof TranslateRequests)[];
    fc.assert(
      fc.property(fc.constantFrom(...methods), fc.anything(), (method, value) => {
        try {
          checked<unknown>(translateRequests[method], value);
        } catch (error) {
          assert.ok(error instanceof UnderhoodError && error.code === 'page.badRequest');
        }
      }),
    );
  });
});
