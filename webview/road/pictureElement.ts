import { css, html } from 'lit';
import { type Picture, pictureOf, type Spot } from '../../src/road/picture/picture.ts';
import type { Shape } from '../../src/road/picture/shape.ts';
import type { View } from '../../src/road/view.ts';
import { controls, StoreElement } from '../parts/element.ts';
import { OwnWidth } from '../parts/ownWidth.ts';
import { pictureStyle } from './pictureStyle.ts';
import { movedSpot, nearestSpot, type SpotAddress } from './spots.ts';
import type { RoadStore } from './store.ts';

/** Widest that a picture is drawn: beyond it numbers are only further apart. */
const widest = 760;
const svgNamespace = 'http://www.w3.org/2000/svg';

/** A view drawn, whose numbers are pointed at or walked by arrows. What is pointed at stands at the foot of the page. */
export class PictureElement extends StoreElement<RoadStore> {
  static override properties = {
    ...StoreElement.properties,
    view: { attribute: false },
    front: { state: true },
  };
  declare view: View;
  declare front: SpotAddress | null;
  readonly #width = new OwnWidth(this);
  #picture: Picture | null = null;
  /** What the picture was made of. */
  #made: readonly unknown[] = [];
  #drawn = '';
  /** The picture whose spot was told last. */
  #told: Picture | null = null;

  static override styles = [
    controls,
    css`
      .walk {
        outline-offset: 2px;
      }
    `,
    pictureStyle,
  ];

  constructor() {
    super();
    this.front = null;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.front !== null) this.#point(null);
  }

  override render() {
    const spots = this.#prepared()?.spots ?? [];
    const { row, column } = this.#within(this.front ?? { row: 0, column: 0 });
    const spot = spots[row]?.[column];
    return html`<div
      class="walk"
      role="grid"
      tabindex="0"
      aria-label=${this.store.say(this.view.title)}
      aria-rowcount=${Math.max(1, spots.length)}
      aria-colcount=${Math.max(1, ...spots.map((line) => line.length))}
      aria-activedescendant="spot"
      @pointermove=${this.#onPointer}
      @pointerleave=${() => this.#point(null)}
      @focus=${this.#onFocus}
      @blur=${() => this.#point(null)}
      @keydown=${this.#onKey}
    >
      <div class="drawing" aria-hidden="true"></div>
      <div role="row" class="hidden" aria-rowindex=${row + 1}>
        <div role="gridcell" id="spot" aria-colindex=${column + 1}>${spot ? this.store.say(spot.text) : ''}</div>
      </div>
    </div>`;
  }

  override updated(): void {
    const picture = this.#picture;
    if (!picture) return;
    const holder = this.find<HTMLElement>('.drawing');
    const key = JSON.stringify([picture.width, picture.shapes]);
    if (key !== this.#drawn) {
      this.#drawn = key;
      const svg = document.createElementNS(svgNamespace, 'svg');
      svg.setAttribute('width', String(picture.width));
      svg.setAttribute('height', String(picture.height));
      for (const shape of picture.shapes) svg.append(elementOf(shape));
      holder.replaceChildren(svg);
    }
    this.#mark(holder.querySelector('svg'));
    // Another result has another number where one points.
    if (picture !== this.#told && this.front !== null) this.#point(this.front);
    this.#told = picture;
  }

  /** The picture at the width there is now; the same one as long as nothing of it changes. */
  #prepared(): Picture | null {
    const width = Math.min(widest, this.#width.value);
    const { language = 'en' } = this.store.state ?? {};
    const made = [this.view, width, language];
    if (made.some((part, i) => part !== this.#made[i])) {
      this.#made = made;
      this.#picture = width === 0 ? null : (pictureOf(this.view, width, language) ?? null);
    }
    return this.#picture;
  }

  #mark(svg: SVGElement | null): void {
    svg?.querySelector('.spot')?.remove();
    const spot = this.front && this.#picture?.spots[this.front.row]?.[this.front.column];
    if (svg && spot) svg.append(elementOf(frameOf(spot)));
  }

  #within({ row, column }: SpotAddress): SpotAddress {
    const spots = this.#picture?.spots ?? [];
    const kept = Math.max(0, Math.min(row, spots.length - 1));
    return { row: kept, column: Math.max(0, Math.min(column, (spots[kept]?.length ?? 1) - 1)) };
  }

  #point(at: SpotAddress | null): void {
    this.front = at;
    const spot = at && this.#picture?.spots[at.row]?.[at.column];
    this.store.point(spot ? spot.text : null);
  }

  readonly #onPointer = (event: PointerEvent) => {
    const box = this.find('.drawing').getBoundingClientRect();
    const at = nearestSpot(this.#picture?.spots ?? [], event.clientX - box.left, event.clientY - box.top);
    if (at?.row !== this.front?.row || at?.column !== this.front?.column) this.#point(at);
  };

  readonly #onFocus = () => {
    if (this.find('.walk').matches(':focus-visible')) this.#point(this.#within(this.front ?? { row: 0, column: 0 }));
  };

  readonly #onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') this.#point(null);
    else {
      const next = movedSpot(this.#picture?.spots ?? [], this.#within(this.front ?? { row: 0, column: 0 }), event.key);
      if (!next) return;
      this.#point(next);
    }
    event.preventDefault();
    event.stopPropagation();
  };
}

function frameOf({ x, y, width, height }: Spot): Shape {
  if (width === undefined || height === undefined) {
    return { tag: 'circle', attributes: { class: 'spot', cx: x, cy: y, r: 6 }, content: [] };
  }
  const box = { x: x - width / 2, y: y - height / 2, width, height };
  return { tag: 'rect', attributes: { class: 'spot', ...box }, content: [] };
}

function elementOf({ tag, attributes, content }: Shape): SVGElement {
  const element = document.createElementNS(svgNamespace, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...content.map((part) => (typeof part === 'string' ? part : elementOf(part))));
  return element;
}
