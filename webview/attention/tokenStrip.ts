import { html, nothing, type TemplateResult } from 'lit';
import { readableOn } from '../charts/oklab.ts';
import { colourAt, cssColour } from '../charts/ramps.ts';
import { rampPosition } from '../charts/scale.ts';
import { cssProperties } from '../shell/cssProperties.ts';
import type { Piece } from '../shell/tokenText.ts';
import { controls, StoreElement } from './element.ts';
import { weightScale } from './headView.ts';
import { type Cluster, clustersOf } from './tokenClusters.ts';
import { tokenFacts } from './tokenFacts.ts';
import { tokenStripStyle } from './tokenStripStyle.ts';

const lineHeight = 24;

interface Shade {
  readonly classes: readonly string[];
  readonly colours: Readonly<Record<string, string>>;
}

const unshaded: Shade = { classes: [], colours: {} };

/** The text as the model reads it, token by token, shaded by what the query in front looks at. */
export class TokenStrip extends StoreElement {
  static override properties = { ...StoreElement.properties, focused: { state: true }, described: { state: true } };
  declare focused: number;
  /** The token whose facts are shown. */
  declare described: number | null;
  #revealed = '';
  /** How much the query in front gives to each token. */
  #weights: Float32Array | null = null;

  constructor() {
    super();
    this.focused = 0;
    this.described = null;
  }

  static override styles = [controls, tokenStripStyle];

  override render() {
    const { run } = this.store;
    if (run === null) return nothing;
    const label = this.strings('attention.tokens');
    this.focused = Math.min(this.focused, run.tokens.length - 1);
    this.#weights = this.store.tokenWeights;
    return html`
      <div
        class="strip"
        role="listbox"
        tabindex="0"
        aria-label=${label}
        aria-activedescendant="token-${this.focused}"
        @pointerover=${this.#onPointer}
        @pointerleave=${this.#leave}
        @click=${this.#onClick}
        @keydown=${this.#onKey}
        @focus=${this.#onFocus}
        @blur=${this.#leave}
      >
        ${clustersOf(run.texts).map((cluster) => this.#cluster(cluster))}
      </div>
      ${this.described === null ? nothing : this.#facts(this.described)}
    `;
  }

  #cluster(cluster: Cluster): TemplateResult {
    if (cluster.characters.length === 0) {
      const { index } = cluster.tokens[0];
      // A visible blank is no place to break a line by itself.
      const breaks = this.store.run!.texts.tokens[index].pieces[0]?.kind === 'mark';
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
    const { run, query, navigation } = this.store;
    const shade = this.#shadeOf(this.#weights?.[index] ?? 0);
    const kind = run!.tokens[index].kind;
    const { pieces, label } = run!.texts.tokens[index];
    const classes = [
      kind,
      index === query ? 'query' : '',
      index === this.store.key ? 'key' : '',
      index === this.focused ? 'focused' : '',
      query !== null && index > query ? 'later' : '',
      ...shade.classes,
    ].join(' ');
    return html`<span
      class=${classes}
      role="option"
      id="token-${index}"
      data-token=${index}
      aria-label=${pieces.some((own) => own.kind === 'bytes') ? label : nothing}
      aria-selected=${index === navigation.query}
      ${cssProperties({ ...place, ...shade.colours })}
      >${pieces.map(piece)}</span
    >`;
  }

  /** Coloured by the ramp of the weights; text stays readable on every shade. */
  #shadeOf(weight: number): Shade {
    const position = rampPosition(weightScale(this.store.navigation.logarithmic), weight);
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

  #facts(index: number): TemplateResult {
    const { run } = this.store;
    const lines = tokenFacts(run!, index, this.strings);
    return html`<div class="facts" role="tooltip">
      <span class="token">${run!.texts.tokens[index].label}</span>
      ${lines.map((line) => html`<span>${line}</span>`)}
    </div>`;
  }

  override updated(): void {
    this.#placeFacts();
    this.#revealPinned();
  }

  /** A query that was pinned elsewhere, in the matrix or the document, is brought into sight once. */
  #revealPinned(): void {
    const { run, navigation } = this.store;
    const name = `${run?.runId} ${navigation.query}`;
    if (run === null || name === this.#revealed) return;
    this.#revealed = name;
    const token = this.renderRoot.querySelector<HTMLElement>(`[data-token="${navigation.query}"]`);
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
    this.store.effects.hover(index);
    this.store.show({ query: index });
  }

  readonly #leave = () => {
    this.described = null;
    this.store.effects.hover(null);
    this.store.show({});
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
    this.store.navigate({ query: index, key: null });
  };

  readonly #onKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter' || event.key === ' ') this.store.navigate({ query: this.focused, key: null });
    else if (event.key === 'Escape') {
      if (this.described !== null) this.#leave();
      else this.store.navigate({ query: null, key: null });
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
    const last = this.store.run!.tokens.length - 1;
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

function piece({ kind, text }: Piece): TemplateResult {
  if (kind === 'text') return html`${text}`;
  if (kind === 'break') return html`<span class="mark">${text}</span><br />`;
  return html`<span class=${kind}>${text}</span>`;
}
