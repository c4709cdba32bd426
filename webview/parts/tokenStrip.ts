import { html, nothing, type TemplateResult } from 'lit';
import type { TokenTexts } from '../../src/analysis/tokenText.ts';
import { readableOn } from '../../src/colours/oklab.ts';
import type { TokenSummary } from '../../src/protocol/run.ts';
import { colourAt, cssColour } from '../charts/ramps.ts';
import { cssProperties } from '../shell/cssProperties.ts';
import { controls, StoreElement } from './element.ts';
import type { PageStore } from './pageStore.ts';
import { piece } from './pieces.ts';
import { type Cluster, clustersOf } from './tokenClusters.ts';
import { tokenStripStyle } from './tokenStripStyle.ts';

const lineHeight = 24;

/** Tokens in a row, and how they are shown. */
export interface StripText {
  readonly tokens: readonly TokenSummary[];
  readonly texts: TokenTexts;
}

export interface Shade {
  readonly classes: readonly string[];
  readonly colours: Readonly<Record<string, string>>;
}

export const unshaded: Shade = { classes: [], colours: {} };

/** A text as a model reads it, token by token: pointed at, walked by arrows, pinned by a click. */
export abstract class TokenStrip<Store extends PageStore> extends StoreElement<Store> {
  static override properties = { ...StoreElement.properties, focused: { state: true }, described: { state: true } };
  static override styles = [controls, tokenStripStyle];
  declare focused: number;
  /** The place whose facts are shown. */
  declare described: number | null;
  #revealed: unknown;

  constructor() {
    super();
    this.focused = 0;
    this.described = null;
  }

  /** What is drawn; null draws nothing. */
  protected abstract get shown(): StripText | null;
  protected abstract get label(): string;
  /** The place that is pinned, of the tokens or one behind them. */
  protected abstract get pinned(): number | null;
  /** Changes where another place is to be brought into sight. */
  protected abstract get revealing(): unknown;
  protected abstract classesOf(index: number): readonly string[];
  protected abstract shadeOf(index: number): Shade;
  /** Lines about the place that is pointed at; none where nothing is to be shown over what stands beneath. */
  protected abstract factsOf(index: number): readonly string[];
  /** Told of the place that is pointed at, by pointer or by focus, and when none is. */
  protected abstract point(index: number | null): void;
  /** Null unpins. */
  protected abstract pin(index: number | null): void;

  /** Whether there is a place behind the last token that is chosen as tokens are. */
  protected get hasEnd(): boolean {
    return false;
  }

  /** What stands under a token. */
  protected under(_index: number): TemplateResult | typeof nothing {
    return nothing;
  }

  get #last(): number {
    return this.shown!.tokens.length - (this.hasEnd ? 0 : 1);
  }

  override render() {
    const { shown } = this;
    if (shown === null) return nothing;
    this.focused = Math.max(0, Math.min(this.focused, this.#last));
    // The text before may have had more of them.
    if (this.described !== null && this.described > this.#last) this.described = null;
    return html`
      <div
        class="strip"
        role="listbox"
        tabindex="0"
        aria-label=${this.label}
        aria-activedescendant="token-${this.focused}"
        @pointerover=${this.#onPointer}
        @pointerleave=${this.#leave}
        @click=${this.#onClick}
        @keydown=${this.#onKey}
        @focus=${this.#onFocus}
        @blur=${this.#leave}
      >
        ${this.content(shown)}
      </div>
      ${this.described === null ? nothing : this.#facts(this.described)}
    `;
  }

  /** All tokens. */
  protected content({ texts }: StripText): unknown {
    return clustersOf(texts).map((cluster) => this.#cluster(cluster));
  }

  #cluster(cluster: Cluster): TemplateResult {
    if (cluster.characters.length === 0) {
      const { index } = cluster.tokens[0];
      // A visible blank is no place to break a line by itself.
      const breaks = this.shown!.texts.tokens[index].pieces[0]?.kind === 'mark';
      return html`${breaks ? html`<wbr />` : nothing}${this.#token(index, {})}`;
    }
    const at = (column: number, columns: number) => ({ 'grid-column': `${column} / span ${columns}` });
    return html`<span class="cluster" role="presentation"
      >${cluster.characters.map(
        ({ text, column, columns }) =>
          html`<span class="joined" aria-hidden="true" ${cssProperties(at(column, columns))}>${text}</span
            ><span class="bracket" aria-hidden="true" ${cssProperties(at(column, columns))}></span>`,
      )}${cluster.tokens.map(({ index, column, columns }) => this.#token(index, at(column, columns)))}</span
    >`;
  }

  #token(index: number, place: Readonly<Record<string, string>>): TemplateResult {
    const { tokens, texts } = this.shown!;
    const shade = this.shadeOf(index);
    const { pieces, label } = texts.tokens[index];
    const classes = [tokens[index].kind, ...this.placeClasses(index), ...shade.classes].join(' ');
    return html`<span
      class=${classes}
      role="option"
      id="token-${index}"
      data-token=${index}
      aria-label=${pieces.some((own) => own.kind === 'bytes') ? label : nothing}
      aria-selected=${index === this.pinned}
      ${cssProperties({ ...place, ...shade.colours })}
      >${pieces.map(piece)}${this.under(index)}</span
    >`;
  }

  protected placeClasses(index: number): string[] {
    return [index === this.focused ? 'focused' : '', ...this.classesOf(index)];
  }

  /** A shade at a place of the ramp, 0…1; text stays readable on every one. */
  protected shadeAt(position: number): Shade {
    if (Math.round(position * 255) === 0) return unshaded;
    const { ramps, foreground, background, isHighContrast } = this.theme;
    const shade = colourAt(ramps.sequential, position);
    return {
      classes: isHighContrast && position >= 0.05 ? ['shaded', 'outlined'] : ['shaded'],
      colours: {
        'background-color': cssColour(shade),
        color: cssColour(readableOn(shade, [foreground, background])),
      },
    };
  }

  #facts(index: number): TemplateResult | typeof nothing {
    const lines = this.factsOf(index);
    if (lines.length === 0) return nothing;
    return html`<div class="facts" role="tooltip">
      <span class="token">${this.shown!.texts.tokens[index]?.label}</span>
      ${lines.map((line) => html`<span>${line}</span>`)}
    </div>`;
  }

  override updated(): void {
    this.#placeFacts();
    this.#revealPinned();
  }

  /** A place that was pinned elsewhere, on the page or in the document, is brought into sight once. */
  #revealPinned(): void {
    const name = this.revealing;
    if (this.shown === null || name === this.#revealed) return;
    this.#revealed = name;
    const token = this.renderRoot.querySelector<HTMLElement>(`[data-token="${this.pinned}"]`);
    if (token === null) return;
    // Not scrollIntoView: that would move the page as well.
    const strip = this.find<HTMLElement>('.strip');
    const [own, box] = [strip, token.closest('.cluster') ?? token].map((part) => part.getBoundingClientRect());
    if (box.top < own.top) strip.scrollTop -= own.top - box.top;
    else if (box.bottom > own.bottom) strip.scrollTop += box.bottom - own.bottom + lineHeight / 2;
  }

  #placeFacts(): void {
    const facts = this.renderRoot.querySelector<HTMLElement>('.facts');
    const token = this.renderRoot.querySelector<HTMLElement>(`[data-token="${this.described}"]`);
    if (!facts || !token) return;
    const own = this.getBoundingClientRect();
    const at = token.getBoundingClientRect();
    const left = Math.max(0, Math.min(at.left - own.left, own.width - facts.offsetWidth));
    facts.style.setProperty('left', `${left}px`);
    facts.style.setProperty('top', `${at.bottom - own.top + 4}px`);
  }

  #preview(index: number): void {
    this.described = index;
    this.point(index);
  }

  readonly #leave = () => {
    this.described = null;
    this.point(null);
  };

  readonly #onFocus = () => {
    if (this.find('.strip').matches(':focus-visible')) this.#preview(this.focused);
  };

  readonly #onPointer = (event: PointerEvent) => {
    const index = tokenUnder(event);
    if (index !== null && index !== this.described) this.#preview(index);
  };

  readonly #onClick = (event: MouseEvent) => {
    const index = tokenUnder(event);
    if (index === null) return;
    this.focused = index;
    this.pin(index);
  };

  readonly #onKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter' || event.key === ' ') this.pin(this.focused);
    else if (event.key === 'Escape') {
      if (this.described !== null) this.#leave();
      else this.pin(null);
    } else {
      const next = this.#moved(event.key);
      if (next === null) return;
      this.focused = next;
      this.renderRoot.querySelector(`[data-token="${next}"]`)?.scrollIntoView({ block: 'nearest' });
      this.#preview(next);
    }
    event.preventDefault();
    event.stopPropagation();
  };

  /** Left and right by one token; up and down to what stands nearest in the next line of text. */
  #moved(key: string): number | null {
    const last = this.#last;
    const steps: Record<string, number> = {
      ArrowLeft: this.focused - 1,
      ArrowRight: this.focused + 1,
      Home: 0,
      End: last,
    };
    if (key in steps) return Math.max(0, Math.min(last, steps[key]));
    if (key !== 'ArrowUp' && key !== 'ArrowDown') return null;
    const boxes = [...this.renderRoot.querySelectorAll('[data-token]')].map((token) => token.getBoundingClientRect());
    const from = boxes[this.focused];
    const beyond = (box: DOMRect) => (key === 'ArrowUp' ? from.top - box.bottom : box.top - from.bottom);
    const costs = boxes.map((box) =>
      beyond(box) < -1 ? Number.POSITIVE_INFINITY : beyond(box) * 1000 + Math.abs(box.left - from.left),
    );
    const nearest = costs.indexOf(Math.min(...costs));
    return Number.isFinite(costs[nearest]) ? nearest : this.focused;
  }
}

function tokenUnder(event: Event): number | null {
  const token = (event.target as Element).closest<HTMLElement>('[data-token]');
  return token ? Number(token.dataset.token) : null;
}
