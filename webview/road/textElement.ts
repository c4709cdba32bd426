import { css, html, nothing, type PropertyValues } from 'lit';
import { type Message, message } from '../../src/road/message.ts';
import type { TextView } from '../../src/road/view.ts';
import { controls, StoreElement } from '../parts/element.ts';
import { cssProperties } from '../shell/cssProperties.ts';
import type { RoadStore } from './store.ts';

type Piece = TextView['passages'][number]['pieces'][number];

/** Passages whose pieces are shaded; those with a note are pointed at, or walked by arrows, and told at the foot of the page. */
export class TextElement extends StoreElement<RoadStore> {
  static override properties = { ...StoreElement.properties, view: { attribute: false }, front: { state: true } };
  declare view: TextView;
  /** The piece that is pointed at, counted over all that have a note. */
  declare front: number | null;
  /** Where the arrows were last. */
  #last = 0;

  static override styles = [
    controls,
    css`
      p {
        margin: 4px 0;
      }
      .walk {
        outline-offset: 2px;
      }
      .passage {
        font-family: var(--vscode-editor-font-family, monospace);
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      .piece {
        --shade: var(--warm, rgb(from var(--vscode-charts-orange, #d18616) r g b / 1));
        border-radius: 2px;
        background: color-mix(in srgb, var(--shade) var(--strength), transparent);
      }
      .below {
        --shade: var(--cold, rgb(from var(--vscode-charts-blue, #1a85ff) r g b / 1));
      }
      .front {
        outline: 1px solid var(--vscode-foreground);
      }
      .walk:focus-visible .front {
        outline: 2px solid var(--vscode-focusBorder);
      }
    `,
  ];

  constructor() {
    super();
    this.front = null;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.front !== null) this.#point(null);
  }

  /** Another result has another note where one points. */
  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('view') && this.front !== null) this.#point(this.front);
  }

  override render() {
    const { store, view } = this;
    const passages = this.#passages();
    const isWalked = this.#noted().length > 0;
    return html`${view.value ? html`<p class="dim">${store.say(view.value)}</p>` : nothing}
      ${
        isWalked
          ? html`<div
              class="walk"
              role="group"
              tabindex="0"
              aria-label=${store.say(view.title)}
              @focus=${this.#onFocus}
              @blur=${() => this.#point(null)}
              @keydown=${this.#onKey}
            >
              ${passages}
            </div>`
          : passages
      }`;
  }

  #passages() {
    let next = 0;
    return this.view.passages.map(({ name, pieces }) => {
      const title = name ? html`<p><strong>${this.store.say(name)}</strong></p>` : nothing;
      return html`${title}
        <div class="passage">${pieces.map((piece) => this.#piece(piece, piece.note ? next++ : null))}</div>`;
    });
  }

  #piece({ text, value = 0, note }: Piece, place: number | null) {
    if (value === 0 && place === null) return text;
    const strength = `${Math.round(45 * Math.min(1, Math.abs(value)))}%`;
    const front = place !== null && place === this.front ? ' front' : '';
    return html`<span
      class="piece${value < 0 ? ' below' : ''}${front}"
      title=${note ? this.store.say(note) : nothing}
      ${cssProperties({ '--strength': strength })}
      @pointerenter=${() => this.#point(place)}
      @pointerleave=${() => this.#point(null)}
      >${text}</span
    >`;
  }

  #noted(): Message[] {
    const pieces = this.view.passages.flatMap((passage) => passage.pieces);
    return pieces.flatMap(({ text, note }) => (note ? [message('picture.piece', { text: text.trim(), note })] : []));
  }

  #point(place: number | null): void {
    this.front = place;
    if (place !== null) this.#last = place;
    this.store.point((place === null ? null : this.#noted()[place]) ?? null);
  }

  readonly #onFocus = () => {
    if (this.find('.walk').matches(':focus-visible')) this.#point(Math.min(this.#last, this.#noted().length - 1));
  };

  readonly #onKey = (event: KeyboardEvent) => {
    const end = this.#noted().length - 1;
    const at = Math.min(this.#last, end);
    const moves: Readonly<Record<string, number | null>> = {
      ArrowLeft: Math.max(0, at - 1),
      ArrowRight: Math.min(end, at + 1),
      Home: 0,
      End: end,
      Escape: null,
    };
    if (!Object.hasOwn(moves, event.key)) return;
    this.#point(moves[event.key]);
    event.preventDefault();
    event.stopPropagation();
  };
}
