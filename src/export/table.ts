/** A value of a table: text, a number of the run as it is, or nothing. */
export type TableValue = string | number | null;

/** What a view draws, in rows: the numbers themselves, not as they are rounded on the page. */
export interface Table {
  /** In a word or two; tells it from other tables of the view. */
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly TableValue[])[];
}

/** A number in as few digits as single precision tells apart, which is what models compute in. */
export function shortest(value: number): number {
  if (!Number.isFinite(value) || Math.fround(value) !== value) return value;
  for (let digits = 1; digits < 9; digits += 1) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return Number(value.toPrecision(9));
}
