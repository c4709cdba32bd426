import type { Message } from '../message.ts';
import { literal, message } from '../message.ts';
import { type ImagesView, pixels as packed } from '../view.ts';
import { changed } from './change.ts';
import { type DigitSet, pictureOf, side } from './digits.ts';
import { isBlank, parseDrawing, toMiddle } from './drawing.ts';

/** Digits that an experiment sets apart, to ask about one of them: as many for every number stored. */
export const askable = 1000;

/** The picture that is asked about. */
interface Asked {
  readonly pixels: Float32Array;
  /** What it shows; null: only the person who drew it knows. */
  readonly label: number | null;
}

/** The person's drawing, brought to the middle where that is wished; where there is none, one of the digits, counted from 1. */
export function askedPicture(
  { drawing, centre, digit }: { readonly drawing: string; readonly centre: boolean; readonly digit: number },
  digits: DigitSet,
): Asked {
  const drawn = parseDrawing(drawing);
  if (drawn === null || isBlank(drawn)) {
    return { pixels: pictureOf(digits, digit - 1), label: digits.labels[digit - 1] };
  }
  return { pixels: centre ? changed(drawn, { ...toMiddle(drawn), isInverted: false }) : drawn, label: null };
}

/** A picture of ink, 0 … 1, for a view. */
export function picture(pixels: ArrayLike<number>, caption: Message): ImagesView['images'][number] {
  return { pixels: packed(Uint8Array.from(pixels, (ink) => Math.round(255 * ink))), caption };
}

export function picturesView(title: Message, images: ImagesView['images']): ImagesView {
  return { kind: 'images', title, width: side, height: side, range: 'grey', images };
}

/** What a picture was read as, beside what it is. */
export function readAs(answer: number, { label }: Asked): Message {
  if (label === null) return message('digits.readDrawing', { answer });
  return message(answer === label ? 'digits.readRightly' : 'digits.readWrongly', { answer, label });
}

/** The ten digits as names of bars or rows. */
export const digitNames: readonly Message[] = Array.from({ length: 10 }, (_, digit) => literal(digit));
