import { type Shape, widthOf, words } from './shape.ts';

/** What words take up, in pixels of the picture. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A place for words beside what they name. */
export interface LabelPlace {
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
}

/** As high as words are, with the air that keeps two lines of them apart. */
const lineHeight = 13;

/** What words take up at a place. */
export function boxOf(text: string, { x, y, anchor }: LabelPlace): Box {
  const wide = widthOf(text);
  const left = anchor === 'start' ? x : anchor === 'end' ? x - wide : x - wide / 2;
  return { left, right: left + wide, top: y - lineHeight / 2, bottom: y + lineHeight / 2 };
}

/** Whether two boxes have more than an edge in common. */
export function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** Places words so that none lies over others, none leaves the picture, and as little as may be lies over what is drawn. */
export class Labels {
  readonly #taken: Box[] = [];

  /**
   * @param within where words may stand
   * @param drawn whether something is drawn at a place that words should not cover
   */
  constructor(
    private readonly within: Box,
    private readonly drawn: readonly Box[] = [],
  ) {}

  /** Keeps a place free of what comes later. */
  take(box: Box): void {
    this.#taken.push(box);
  }

  /** The words at the best of some places, the first of several as good; undefined where they fit into none. */
  put(text: string, places: readonly LabelPlace[], style: string): Shape | undefined {
    let best: { readonly place: LabelPlace; readonly covered: number; readonly box: Box } | undefined;
    for (const place of places) {
      const box = boxOf(text, place);
      if (!this.#isFree(box)) continue;
      const covered = this.drawn.filter((one) => overlap(one, box)).length;
      if (best === undefined || covered < best.covered) best = { place, covered, box };
      if (covered === 0) break;
    }
    if (!best) return undefined;
    this.take(best.box);
    const { x, y, anchor } = best.place;
    return words(text, x, y, { anchor, style });
  }

  #isFree(box: Box): boolean {
    const { left, right, top, bottom } = this.within;
    const isInside = box.left >= left && box.right <= right && box.top >= top && box.bottom <= bottom;
    return isInside && this.#taken.every((other) => !overlap(other, box));
  }
}
