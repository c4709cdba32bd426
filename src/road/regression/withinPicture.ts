/** What of a curve lies within a picture; null for the rest, where the line breaks. */
export function withinPicture(values: readonly number[], from: number, to: number): (number | null)[] {
  return values.map((value) => (value >= from && value <= to ? value : null));
}
