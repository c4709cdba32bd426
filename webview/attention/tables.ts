import type { Table } from '../../src/export/table.ts';
import { type CellArithmetic, type RunSummary, statisticNames } from '../../src/protocol/run.ts';
import type { HeadView } from './headView.ts';

/** The cells of a head up to the diagonal, and of those what reaches a cutoff. */
export function cellTable(view: HeadView, hideFirst: boolean, cutoff = Number.NEGATIVE_INFINITY): Table {
  const { layer, head, quantity, length, data, units } = view;
  const rows: (string | number)[][] = [];
  for (let query = 0; query < length; query += 1) {
    for (let key = 0; key <= query; key += 1) {
      const value = data[query * length + key];
      if (Math.abs(value) >= cutoff) rows.push([query, units.labels[query], key, units.labels[key], value]);
    }
  }
  const altered = [hideFirst && view.isAltered ? 'hideFirst' : '', units.areWords ? 'mergeWords' : ''].filter(Boolean);
  const value = altered.length === 0 ? quantity : `${quantity}[${altered.join()}]`;
  return {
    name: `L${layer}H${head}.${quantity}`,
    columns: ['query', 'queryToken', 'key', 'keyToken', value],
    rows,
  };
}

/** One row of a head, in several quantities. */
export function rowTable(views: readonly HeadView[], query: number): Table {
  const [{ layer, head, units }] = views;
  const keys = Array.from({ length: query + 1 }, (_, key) => key);
  return {
    name: `L${layer}H${head}.row`,
    columns: ['query', 'queryToken', 'key', 'keyToken', ...views.map(({ quantity }) => quantity)],
    rows: keys.map((key) => [
      ...[query, units.labels[query], key, units.labels[key]],
      ...views.map(({ data, length }) => data[query * length + key]),
    ]),
  };
}

/** The statistics of all heads. */
export function headTable({ model, statistics }: RunSummary): Table {
  const places = Array.from({ length: model.layers * model.heads }, (_, place) => place);
  return {
    name: 'heads',
    columns: ['layer', 'head', ...statisticNames],
    rows: places.map((place) => [
      ...[Math.floor(place / model.heads), place % model.heads],
      ...statisticNames.map((name) => statistics[name][place]),
    ]),
  };
}

/** The stages by which one row of a head comes about. */
export function stageTables(cell: CellArithmetic, labels: readonly string[]): Table[] {
  const { layer, head, query, key, q, k, raw, scores, weights, z } = cell;
  const name = `L${layer}H${head}`;
  return [
    {
      name: `${name}.stages`,
      columns: ['query', 'queryToken', 'key', 'keyToken', 'raw', 'scores', 'pattern'],
      rows: Array.from(raw, (value, at) => [query, labels[query], at, labels[at], value, scores[at], weights[at]]),
    },
    {
      name: `${name}.vectors`,
      columns: ['dimension', `q${query}`, `k${key}`, `product`, `z${query}`],
      rows: Array.from(q, (value, at) => [at, value, k[at], value * k[at], z[at]]),
    },
  ];
}
