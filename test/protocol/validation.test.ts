import assert from 'node:assert/strict';
import fc from 'fast-check';
import { CancellationToken } from 'vscode-jsonrpc';
import { UnderhoodError } from '../../src/errors.ts';
import type { AttentionNavigation, AttentionRequests } from '../../src/protocol/attentionPage.ts';
import { attentionNavigation, attentionRequests, savedAttention } from '../../src/protocol/attentionValidation.ts';
import type { Handlers } from '../../src/protocol/rpc.ts';
import { checked, checkedHandlers, isPageMessage } from '../../src/protocol/validation.ts';

const good: AttentionNavigation = {
  pinned: [{ layer: 0, head: 3 }],
  active: 0,
  query: 2,
  key: null,
  quantity: 'contribution',
  view: 'matrix',
  logarithmic: false,
  alterations: { hideFirst: true, mergeWords: false },
  sort: 'entropy',
  threshold: null,
};

describe('validation of what a page sends', () => {
  it('lets a navigation through unchanged', () => {
    assert.deepEqual(checked(attentionNavigation, good), good);
  });

  it('knows every view', () => {
    for (const view of ['matrix', 'lines', 'arithmetic', 'table'] satisfies AttentionNavigation['view'][])
      assert.deepEqual(checked(attentionNavigation, { ...good, view }), { ...good, view });
  });

  it('says which field does not fit', () => {
    assert.throws(
      () => checked(attentionNavigation, { ...good, query: -1 }),
      (error: unknown) => {
        assert.ok(error instanceof UnderhoodError);
        assert.equal(error.code, 'page.badRequest');
        assert.match(String(error.parameters.detail), /^query: /);
        return true;
      },
    );
  });

  for (const [name, bad] of [
    ['an unknown field', { ...good, extra: 1 }],
    ['a fraction', { ...good, active: 0.5 }],
    ['a huge list', { ...good, pinned: Array(2000).fill({ layer: 0, head: 0 }) }],
    ['an unknown quantity', { ...good, quantity: '__proto__' }],
    ['a missing field', { ...good, sort: undefined }],
    ['null', null],
  ] as const) {
    it(`refuses ${name}`, () => {
      assert.throws(() => checked(attentionNavigation, bad), { code: 'page.badRequest' });
    });
  }

  it('knows the one request that may be null', () => {
    assert.equal(checked(attentionRequests.shade, null), null);
    const weights = Float32Array.of(0.5, 0.5);
    assert.deepEqual(checked(attentionRequests.shade, { query: 1, weights }), { query: 1, weights });
    assert.throws(() => checked(attentionRequests.shade, { query: 1, weights: [0.5, 0.5] }), {
      code: 'page.badRequest',
    });
  });

  it('never lets anything but a fitting request reach a handler', async () => {
    const reached: unknown[] = [];
    const note = (request: unknown) => {
      reached.push(request);
      return null as never;
    };
    const handlers = checkedHandlers(
      attentionRequests,
      Object.fromEntries(
        Object.keys(attentionRequests).map((method) => [method, note]),
      ) as unknown as Handlers<AttentionRequests>,
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...(Object.keys(attentionRequests) as (keyof AttentionRequests)[])),
        fc.anything(),
        (method, value) => {
          reached.length = 0;
          try {
            handlers[method](value as never, CancellationToken.None);
          } catch (error) {
            assert.ok(error instanceof UnderhoodError);
            assert.deepEqual(reached, []);
          }
        },
      ),
    );
  });

  it('reads a saved state, and refuses a broken one', () => {
    const saved = {
      document: 'file:///a.txt',
      start: 0,
      end: 5,
      digest: 'x',
      source: 'selection',
      kept: 'start',
      navigation: null,
    };
    assert.deepEqual(checked(savedAttention, saved), saved);
    assert.throws(() => checked(savedAttention, { ...saved, end: '5' }), { code: 'page.badRequest' });
    assert.throws(() => checked(savedAttention, undefined), { code: 'page.badRequest' });
  });

  it('tells requests and cancellations from anything else', () => {
    assert.ok(isPageMessage({ jsonrpc: '2.0', id: 0, method: 'ready', params: [{}] }));
    assert.ok(isPageMessage({ jsonrpc: '2.0', method: '$/cancelRequest', params: { id: 0 } }));
    assert.ok(!isPageMessage({ jsonrpc: '2.0', method: '$/cancelRequest' }));
    assert.ok(!isPageMessage({ jsonrpc: '2.0', method: '$/setTrace', params: { value: 'verbose' } }));
    assert.ok(!isPageMessage({ jsonrpc: '2.0', id: 0, result: 1 }));
    assert.ok(!isPageMessage('ready'));
  });
});
