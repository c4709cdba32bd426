import type { Provenance } from '../protocol/taking.ts';
import { shortest, type Table, type TableValue } from './table.ts';

/** What a file of data says of itself. */
interface DataMeta extends Provenance {
  /** The question that the view answers. */
  readonly question: string;
  readonly view: string;
  /** What of the values is altered, and which settings they depend on; each a sentence. */
  readonly stated: readonly string[];
  /** What ran, where something did: text, model, runtime. */
  readonly run?: object;
}

/** Tables as JSON, each row an object by its columns. What JSON has no number for is written as text: "NaN", "-Infinity". */
export function jsonOf(meta: DataMeta, tables: readonly Table[]): string {
  const written = tables.map(({ name, columns, rows }) => ({
    name,
    columns,
    rows: rows.map((row) => Object.fromEntries(row.map((value, i) => [columns[i], jsonValue(value)]))),
  }));
  return `${JSON.stringify({ ...meta, tables: written }, null, 1)}\n`;
}

function jsonValue(value: TableValue): TableValue {
  if (typeof value !== 'number') return value;
  return Number.isFinite(value) ? shortest(value) : String(value);
}
