import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { parseJson } from '../../src/checkpoint/json.ts';

const limits = { depth: 4, values: 20, uniqueKeys: true };
const flaw = (text: string, overrides: Partial<typeof limits> = {}) => {
  const parsed = parseJson(text, { ...limits, ...overrides });
  return parsed.ok ? undefined : parsed.flaw;
};

describe('parseJson', () => {
  it('gives the value of any JSON within the limits', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const parsed = parseJson(text, { depth: 1000, values: 1e6, uniqueKeys: true });
        assert.deepEqual(parsed, { ok: true, value: JSON.parse(text) });
      }),
      { seed: 1 },
    );
  });

  it('counts nesting, not brackets inside texts', () => {
    assert.equal(flaw('[[[[]]]]'), undefined);
    assert.equal(flaw('[[[[[]]]]]'), 'depth');
    assert.equal(flaw('[[],[],[],[],[]]'), undefined);
    assert.equal(flaw('["[[[[[\\"[[[[["]'), undefined);
  });

  it('counts values', () => {
    assert.equal(flaw(JSON.stringify(Array(18).fill(0))), undefined);
    assert.equal(flaw(JSON.stringify(Array(30).fill(0))), 'values');
    assert.equal(flaw('[",,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,"]'), undefined);
  });

  it('finds a key given twice, however it is written', () => {
    assert.equal(flaw('{"a": 1, "a" : 2}'), 'duplicate');
    assert.equal(flaw('{"a": 1, "\\u0061"\n\t:2}'), 'duplicate');
    assert.equal(flaw('[{"a":1}, {"a":1}, "a", "a"]'), undefined);
    assert.equal(flaw('{"a": {"b": 1, "b": 2}}'), 'duplicate');
    assert.equal(flaw('{"__proto__": 1, "__proto__": 2}'), 'duplicate');
    assert.equal(flaw('{"a": 1, "a": 2}', { uniqueKeys: false }), undefined);
  });

  it('names errors of syntax', () => {
    for (const text of ['', '{', '"', '"\\', '{"a"', '{"\\q":1}', ']', '{]', 'nul', '{"a":1}x', '\ufeff{}']) {
      assert.equal(flaw(text), 'syntax', JSON.stringify(text));
    }
  });

  it('refuses a hundred million brackets without using memory for them', () => {
    assert.equal(flaw('['.repeat(1e8), { depth: 100, values: 1e9 }), 'depth');
  });

  it('keeps __proto__ an ordinary key', () => {
    const parsed = parseJson('{"__proto__": {"polluted": true}}', limits);
    assert.ok(parsed.ok);
    assert.deepEqual(Object.keys(parsed.value as object), ['__proto__']);
    assert.equal(({} as { polluted?: boolean }).polluted, undefined);
  });
});
