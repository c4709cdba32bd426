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
  const written = tables.map(({ name, columns: names, rows }) => {
    const columns = distinct(names);
    return {
      name,
      columns,
      rows: rows.map((row) => Object.fromEntries(row.map((value, i) => [columns[i], jsonValue(value)]))),
    };
  });
  return `${JSON.stringify({ ...meta, tables: written }, null, 1)}\n`;
}

/** Of columns of one name, such as a token that stands twice in a text, the later ones have a number behind it. */
function distinct(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let own = name;
    for (let count = 2; taken.has(own); count += 1) own = `${name} (${count})`;
    taken.add(own);
    return own;
  });
}

function jsonValue(value: TableValue): TableValue {
  if (typeof value !== 'number') return value;
  return Number.isFinite(value) ? shortest(value) : String(value);
}
