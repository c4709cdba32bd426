import { type Operator, RowGradient, type Value } from '../graph.ts';
import { normalizeAxis, sizeOf } from '../shape.ts';
import { reshape, zerosLike } from './layout.ts';

const gatherOperator: Operator = {
  name: 'Gather',
  infer: ([table, indices]) => [{ dtype: table.dtype, shape: [...indices.shape, ...table.shape.slice(1)] }],
  gradient: ({ inputs: [table, indices] }, [g]) => [
    new RowGradient(
      reshape(indices, [indices.shape.length === 1 ? indices.shape[0] : sizeOf(indices.shape)]),
      reshape(g!, [indices.shape.length === 1 ? indices.shape[0] : sizeOf(indices.shape), ...table.shape.slice(1)]),
    ),
    undefined,
  ],
};

/** Rows of a table, [..., C] for indices [...]. A negative index counts from the end. */
export function gather(table: Value, indices: Value): Value {
  return table.graph.apply(gatherOperator, [table, indices], { axis: 0 })[0];
}

const scatterOperator: Operator = {
  name: 'ScatterND',
  infer: ([table]) => [{ dtype: table.dtype, shape: table.shape }],
};

/** A row gradient as a whole table: zeros, with the rows added (rows may repeat). */
export function denseRows(table: Value, gradient: RowGradient): Value {
  const places = reshape(gradient.rows, [gradient.rows.shape[0], 1]);
  return table.graph.apply(scatterOperator, [zerosLike(table), places, gradient.values], { reduction: 'add' })[0];
}

const scatterElementsOperator: Operator = {
  name: 'ScatterElements',
  infer: ([x], { axis }) => {
    normalizeAxis(axis as number, x.shape.length);
    return [{ dtype: x.dtype, shape: x.shape }];
  },
};

/** Adds `updates[i]` to `x[i, columns[i]]`: x [n, V], columns and updates [n, 1]. */
export function addAt(x: Value, columns: Value, updates: Value): Value {
  return x.graph.apply(scatterElementsOperator, [x, columns, updates], { axis: 1, reduction: 'add' })[0];
}
