import assert from 'node:assert/strict';
import { jsonOf } from '../../src/export/json.ts';

const meta = { date: '2026-01-01', version: '1', question: 'Where?', view: 'road', stated: [] };

describe('data as JSON', () => {
  it('keeps every number where columns have the same name', () => {
    const table = { name: 'weights', columns: ['query', '的', '的', '的 (2)'], rows: [['的', 0.1, 0.2, 0.7]] };
    const [{ columns, rows }] = JSON.parse(jsonOf(meta, [table])).tables;
    assert.deepEqual(columns, ['query', '的', '的 (2)', '的 (2) (2)']);
    assert.deepEqual(rows, [{ query: '的', 的: 0.1, '的 (2)': 0.2, '的 (2) (2)': 0.7 }]);
  });

  it('writes what is no number of JSON as text', () => {
    const rows = [[Number.NaN, Number.NEGATIVE_INFINITY, null, Math.fround(0.1)]];
    const [table] = JSON.parse(jsonOf(meta, [{ name: 'x', columns: ['a', 'b', 'c', 'd'], rows }])).tables;
    assert.deepEqual(table.rows, [{ a: 'NaN', b: '-Infinity', c: null, d: 0.1 }]);
  });
});
