import { type Operator, RowGradient, type Value } from '../graph.ts';
import { sizeOf } from '../shape.ts';
import { expectIndices, expectRank, expectShape } from './expect.ts';
import { reshape, zerosLike } from './layout.ts';

const gatherOperator: Operator = {
  name: 'Gather',
  infer: ([table, indices]) => {
    expectIndices(indices);
    if (table.shape.length === 0) throw new Error('a single number has no rows');
    return [{ dtype: table.dtype, shape: [...indices.shape, ...table.shape.slice(1)] }];
  },
  gradient: ({ inputs: [table, indices] }, [g]) => {
    const count = indices.shape.length === 1 ? indices.shape[0] : sizeOf(indices.shape);
    return [new RowGradient(reshape(indices, [count]), reshape(g!, [count, ...table.shape.slice(1)])), undefined];
  },
};

/** Rows of a table, [..., C] for indices [...], from 0. */
export function gather(table: Value, indices: Value): Value {
  return table.graph.apply(gatherOperator, [table, indices], { axis: 0 })[0];
}

const scatterOperator: Operator = {
  name: 'ScatterND',
  infer: ([table, rows, values]) => {
    expectIndices(rows);
    expectShape(rows, [rows.shape[0], 1]);
    expectShape(values, [rows.shape[0], ...table.shape.slice(1)]);
    return [{ dtype: table.dtype, shape: table.shape }];
  },
};

/** A row gradient as a whole table: zeros, with the rows added (rows may repeat). */
export function denseRows(table: Value, gradient: RowGradient): Value {
  const places = reshape(gradient.rows, [gradient.rows.shape[0], 1]);
  return table.graph.apply(scatterOperator, [zerosLike(table), places, gradient.values], { reduction: 'add' })[0];
}

const scatterElementsOperator: Operator = {
  name: 'ScatterElements',
  infer: ([x, columns, updates]) => {
    expectRank(x, 2);
    expectIndices(columns);
    expectShape(columns, [x.shape[0], 1]);
    expectShape(updates, [x.shape[0], 1]);
    return [{ dtype: x.dtype, shape: x.shape }];
  },
};

/** Adds `updates[i]` to `x[i, columns[i]]`: x [n, V], columns and updates [n, 1]. */
export function addAt(x: Value, columns: Value, updates: Value): Value {
  return x.graph.apply(scatterElementsOperator, [x, columns, updates], { axis: 1, reduction: 'add' })[0];
}
