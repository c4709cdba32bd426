import type { Message } from './message.ts';

// What the result of an experiment shows: plain data, which the page draws, the preview turns into SVG, and JSON keeps.
// Numbers are finite; `null` stands for what has none.

/** A measured direction of a picture. The title names the quantity and its unit. */
export interface Axis {
  readonly title: Message;
  readonly scale?: 'linear' | 'log';
  /** Ends of the axis; where absent, those of the data. */
  readonly from?: number;
  readonly to?: number;
}

/** Points of a plane: one series. */
export interface Series {
  readonly name: Message;
  readonly x: readonly number[];
  readonly y: readonly (number | null)[];
}

/** Lines and points over two axes. */
export interface PlotView {
  readonly kind: 'plot';
  readonly title: Message;
  readonly x: Axis;
  readonly y: Axis;
  /** Joined in their order; a null breaks the line. */
  readonly lines?: readonly (Series & { readonly isDashed?: true })[];
  readonly points?: readonly (Series & { readonly labels?: readonly Message[] })[];
  /** Straight lines across the picture, at a value of an axis. */
  readonly marks?: readonly { readonly axis: 'x' | 'y'; readonly at: number; readonly name: Message }[];
}

/** Numbers side by side. */
export interface BarsView {
  readonly kind: 'bars';
  readonly title: Message;
  /** What the bars measure. */
  readonly value: Axis;
  readonly bars: readonly { readonly name: Message; readonly value: number | null; readonly isMarked?: true }[];
}

/** A matrix in colours, with its labels. */
export interface MatrixView {
  readonly kind: 'matrix';
  readonly title: Message;
  readonly rowTitle?: Message;
  readonly columnTitle?: Message;
  readonly rows: readonly Message[];
  readonly columns: readonly Message[];
  /** Row-major, [rows, columns]. */
  readonly values: readonly (number | null)[];
  /** What the numbers are, beside the legend. */
  readonly value: Message;
  /** signed: colours on both sides of 0. */
  readonly range: 'positive' | 'signed';
  /** Whether each cell shows its number. */
  readonly isWritten?: true;
}

/** Small pictures, of one size, in rows as they fit. */
export interface ImagesView {
  readonly kind: 'images';
  readonly title: Message;
  readonly width: number;
  readonly height: number;
  /** grey: 0 paper … 255 ink. signed: 128 is 0, below it is negative, above positive. */
  readonly range: 'grey' | 'signed';
  /** What 255 stands for in signed pictures, and the legend says. */
  readonly reach?: number;
  readonly images: readonly {
    /** Bytes row by row, in base64: see `pixels`. */
    readonly pixels: string;
    readonly caption: Message;
    /** Stands out: what was got wrong, say. */
    readonly isMarked?: true;
  }[];
}

/** Rows of numbers and words. */
export interface TableView {
  readonly kind: 'table';
  readonly title: Message;
  readonly columns: readonly Message[];
  readonly rows: readonly (readonly (Message | number | null)[])[];
  /** A row that stands out. */
  readonly marked?: number;
}

/** Passages of text whose pieces may be shaded. */
export interface TextView {
  readonly kind: 'text';
  readonly title: Message;
  /** What the shades are, where there are any. */
  readonly value?: Message;
  readonly range?: 'positive' | 'signed';
  readonly passages: readonly {
    readonly name?: Message;
    /** `value`: 0 … 1, or −1 … 1 where signed; `note` tells the number itself. */
    readonly pieces: readonly { readonly text: string; readonly value?: number; readonly note?: Message }[];
  }[];
}

/** A small graph of numbers that come from each other, from left to right. */
export interface GraphView {
  readonly kind: 'graph';
  readonly title: Message;
  readonly nodes: readonly {
    readonly id: string;
    readonly name: Message;
    readonly value?: number;
    /** Derivative of the last node by this one. */
    readonly gradient?: number;
    /** Where it stands, counted from 0. */
    readonly column: number;
    readonly row: number;
  }[];
  /** `note`: what stands on the arrow, such as the factor of the chain rule. */
  readonly edges: readonly { readonly from: string; readonly to: string; readonly note?: Message }[];
}

export interface Oscillator {
  readonly hertz: number;
  readonly amplitude: number;
  /** Radians; a·sin(2π·f·t + phase). */
  readonly phase: number;
}

/** Sounds to be chosen among; none starts by itself. */
export interface SoundView {
  readonly kind: 'sound';
  readonly title: Message;
  readonly sounds: readonly {
    readonly name: Message;
    /** Played one after another, each so many seconds from its own t = 0 on. */
    readonly parts: readonly { readonly seconds: number; readonly oscillators: readonly Oscillator[] }[];
  }[];
}

/** A formula, in TeX and, for where nothing typesets it, in letters. */
interface FormulaView {
  readonly kind: 'formula';
  readonly title: Message;
  readonly tex: string;
  readonly letters: string;
}

export type View =
  | PlotView
  | BarsView
  | MatrixView
  | ImagesView
  | TableView
  | TextView
  | GraphView
  | SoundView
  | FormulaView;

const base64Signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Bytes as the base64 that ImagesView has. */
export function pixels(bytes: ArrayLike<number>): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const three = (bytes[i] << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    const have = Math.min(3, bytes.length - i);
    for (let k = 0; k < 4; k++) text += k <= have ? base64Signs[(three >> (18 - 6 * k)) & 63] : '=';
  }
  return text;
}

/** The bytes of what `pixels` made. */
export function bytesOf(base64: string): Uint8Array {
  const signs = base64.replace(/=+$/, '');
  const bytes = new Uint8Array(Math.floor((signs.length * 3) / 4));
  let [bits, have, at] = [0, 0, 0];
  for (const sign of signs) {
    bits = ((bits << 6) | base64Signs.indexOf(sign)) & 0xffffff;
    have += 6;
    if (have < 8) continue;
    have -= 8;
    bytes[at++] = bits >> have;
  }
  return bytes;
}

/** A signed picture's numbers as bytes, `reach` the largest size among them. */
export function signedPixels(values: ArrayLike<number>, reach: number): Uint8Array {
  return Uint8Array.from(values, (value) => Math.round(128 + (127 * Math.max(-reach, Math.min(reach, value))) / reach));
}
