/** How the controls write settings, and read them back. */

interface Interval {
  readonly kind: 'whole' | 'real';
  readonly min: number;
  readonly max: number;
  readonly scale?: 'linear' | 'log';
}

/** Whether a slider runs over it by factors. */
function isLogarithmic({ kind, min, max, scale }: Interval): boolean {
  // A slider over 1 … 10,000 by equal steps would leave no room for the small ones, which matter most.
  return kind === 'whole' ? min >= 0 && max - min > 200 : scale === 'log' && min > 0;
}

/** Where on a slider a number is, 0 … 1. */
export function placeOf(field: Interval, value: number): number {
  const { min, max, kind } = field;
  const clamped = Math.max(min, Math.min(max, value));
  if (!isLogarithmic(field)) return (clamped - min) / (max - min);
  const shift = kind === 'whole' ? 1 - min : 0;
  return Math.log((clamped + shift) / (min + shift)) / Math.log((max + shift) / (min + shift));
}

/** The number at a place of a slider: as round as the slider can tell apart. */
export function valueAt(field: Interval, place: number): number {
  const { min, max, kind } = field;
  if (!isLogarithmic(field)) {
    const value = min + place * (max - min);
    if (kind === 'whole') return Math.round(value);
    const decimals = Math.max(0, 2 - Math.floor(Math.log10(max - min)));
    return Number(value.toFixed(decimals));
  }
  const shift = kind === 'whole' ? 1 - min : 0;
  const value = (min + shift) * ((max + shift) / (min + shift)) ** place - shift;
  return Math.max(min, Math.min(max, kind === 'whole' ? Math.round(value) : Number(value.toPrecision(3))));
}

export function writtenNumbers(numbers: readonly number[]): string {
  return numbers.join(', ');
}

/** NaN stands for what is no number. */
export function parsedNumbers(text: string): number[] {
  const parts = text.split(/[,，;；\s]+/).filter((part) => part !== '');
  return parts.map((part) => Number(part.replace('−', '-')));
}

export function writtenRows(rows: readonly (readonly number[])[]): string {
  return rows.map(writtenNumbers).join('\n');
}

export function parsedRows(text: string): number[][] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(parsedNumbers);
}
