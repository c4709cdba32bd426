/** Where the parts of an unrolled network stand, one column a token. CSS pixels. */
export interface UnrolledLayout {
  readonly columns: number;
  /** Numbers in a state. */
  readonly units: number;
  readonly left: number;
  /** From one column to the next. */
  readonly pitch: number;
  /** Foot of the tokens' names. */
  readonly names: number;
  /** Middle of the chain of states. */
  readonly chain: number;
  readonly states: Band;
  readonly memory: Band;
  readonly looks: Band;
  readonly width: number;
  readonly height: number;
}

interface Band {
  readonly top: number;
  readonly bottom: number;
}

const left = 4;
const title = 26;
const bars = 64;
/** Numbers under bars. */
const numbers = 18;
const widestPitch = 64;
const narrowestPitch = 16;

/** @param names height of the tokens' names */
export function unrolledLayout(
  width: number,
  columns: number,
  units: number,
  names: number,
  hasLooks: boolean,
): UnrolledLayout {
  const room = Math.floor((width - 2 * left) / Math.max(1, columns));
  const pitch = Math.max(narrowestPitch, Math.min(widestPitch, room));
  const chain = names + 40;
  const top = chain + 26 + title;
  const states = { top, bottom: top + statesHeight(units) };
  const memory = { top: states.bottom + title, bottom: states.bottom + title + bars };
  const looksTop = memory.bottom + numbers + title;
  const looks = { top: looksTop, bottom: looksTop + (hasLooks ? bars : 0) };
  const end = hasLooks ? looks.bottom + numbers : memory.bottom + numbers;
  return {
    ...{ columns, units, left, pitch, names, chain, states, memory, looks },
    width: left * 2 + columns * pitch,
    height: end + 4,
  };
}

/** Whole pixels a number, where there are not too many of them. */
function statesHeight(units: number): number {
  return units > 320 ? 224 : units * Math.max(1, Math.floor(192 / units));
}

/** Middle of a column. */
export function middleOf({ left: start, pitch }: UnrolledLayout, column: number): number {
  return start + (column + 0.5) * pitch;
}

/** What stands at a point: a token, and a number of its state where the point is on the states. Null beside all. */
export function placeAt(
  { left: start, pitch, columns, units, states }: UnrolledLayout,
  x: number,
  y: number,
): { readonly token: number; readonly unit: number | null } | null {
  const token = Math.floor((x - start) / pitch);
  if (token < 0 || token >= columns) return null;
  const share = (y - states.top) / (states.bottom - states.top);
  return { token, unit: share >= 0 && share < 1 ? Math.floor(share * units) : null };
}
