import type { Rgb } from '../../src/colours/oklab.ts';
import { type Context2d, shortened } from './canvas.ts';
import { cssColour } from './ramps.ts';

/** A token's name beside an axis. */
export interface Name {
  readonly label: string;
  /** What stands above each other where the axis runs across, and is read without turning the head; null for words. */
  readonly stack: readonly string[] | null;
}

/** Written one above the other as well as in a line: ideographs, kana, Hangul, emoji, and single marks. */
const upright =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}\p{P}\p{S}⏎]$/u;
const bytes = /^[0-9a-f]{2}$/;

/** @param parts the label cut into what may stand by itself: characters, and hex bytes */
export function nameOf(label: string, parts: readonly string[]): Name {
  const stands = parts.length > 0 && parts.every((part) => upright.test(part) || bytes.test(part));
  return { label, stack: stands || parts.length === 1 ? parts : null };
}

interface NameStyle {
  /** Pixels from one name to the next. */
  readonly pitch: number;
  /** Height that the name may take. */
  readonly room: number;
  readonly colour: Rgb;
  readonly isBold: boolean;
  readonly font: string;
  /** Painted behind the name, so that it can be read over others. */
  readonly background?: Rgb;
}

/** The size at which names one `pitch` apart do not touch; null where none is readable. */
export function nameSize(pitch: number): number | null {
  return pitch < 11 ? null : Math.min(12, Math.floor(pitch) - 1);
}

/** A name across, its foot at `bottom`: stacked where it can be, otherwise turned to read upwards. */
export function drawName(context: Context2d, name: Name, middle: number, bottom: number, style: NameStyle) {
  const size = nameSize(style.pitch) ?? 12;
  context.font = `${style.isBold ? 'bold ' : ''}${size}px ${style.font}`;
  const stack = name.stack && name.stack.length * size <= style.room + size / 2 ? name.stack : null;
  if (style.background) {
    const length = stack ? stack.length * (size + 1) : Math.min(style.room, context.measureText(name.label).width);
    context.fillStyle = cssColour(style.background);
    context.fillRect(middle - size / 2 - 2, bottom - length - 2, size + 4, length + 4);
  }
  context.fillStyle = cssColour(style.colour);
  if (stack) {
    context.textAlign = 'center';
    context.textBaseline = 'alphabetic';
    stack.forEach((part, place) => {
      context.font = `${style.isBold ? 'bold ' : ''}${bytes.test(part) ? size - 2 : size}px ${style.font}`;
      context.fillText(part, middle, bottom - (stack.length - 1 - place) * (size + 1) - 1);
    });
    return;
  }
  context.save();
  context.translate(middle, bottom);
  context.rotate(-Math.PI / 2);
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  context.fillText(shortened(context, name.label, style.room), 0, 0);
  context.restore();
}

/** Height of a name across. */
export function nameHeight(context: Context2d, { label, stack }: Name, size: number): number {
  return stack ? stack.length * (size + 1) + 2 : context.measureText(label).width;
}
