import { css, html } from 'lit';
import { controls, StoreElement } from '../../parts/element.ts';
import { icon } from '../../shell/icons.ts';
import type { TranslateStore } from '../store.ts';

/** How long a step is shown while the replay goes on by itself, milliseconds. */
const pace = 900;

/** Moves through the steps of writing. It tells of the step (`step`). */
export class StepBar extends StoreElement<TranslateStore> {
  static override properties = {
    ...StoreElement.properties,
    step: { attribute: false },
    count: { attribute: false },
    text: { attribute: false },
    isPlaying: { state: true },
  };
  /** Tokens that are written. */
  declare step: number;
  /** Tokens that are written in the end. */
  declare count: number;
  /** The step in words. */
  declare text: string;
  declare isPlaying: boolean;
  #timer: ReturnType<typeof setInterval> | undefined;

  static override styles = [
    controls,
    css`
      .bar {
        display: flex;
        gap: 4px;
        align-items: center;
      }
      input[type='range'] {
        flex: 1;
        min-width: 80px;
        max-width: 480px;
      }
      .at {
        min-width: 96px;
        margin-left: 8px;
      }
    `,
  ];

  constructor() {
    super();
    this.isPlaying = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#play(false);
  }

  override render() {
    const { step, count } = this;
    return html`<div class="bar">
      ${this.#button('first', 'previous', 'chevronLeft', () => this.#go(step - 1), step === 0)}
      ${this.#button('play', this.isPlaying ? 'halt' : 'play', this.isPlaying ? 'pause' : 'play', () => this.#play(!this.isPlaying), false)}
      ${this.#button('last', 'next', 'chevronRight', () => this.#go(step + 1), step === count)}
      <input
        id="step"
        type="range"
        min="0"
        max=${count}
        step="1"
        .value=${String(step)}
        aria-label=${this.strings('translate.step')}
        aria-valuetext=${this.text}
        @input=${(event: Event) => this.#go(Number((event.target as HTMLInputElement).value))}
      />
      <span class="at">${this.text}</span>
    </div>`;
  }

  #button(
    id: string,
    name: 'previous' | 'next' | 'play' | 'halt',
    shape: 'chevronLeft' | 'chevronRight' | 'play' | 'pause',
    press: () => void,
    isDisabled: boolean,
  ) {
    const label = this.strings(`translate.replay.${name}`);
    return html`<button class="quiet" id=${id} title=${label} aria-label=${label} ?disabled=${isDisabled} @click=${press}>
      ${icon(shape)}
    </button>`;
  }

  #go(step: number): void {
    this.#play(false);
    this.#tell(step);
  }

  #tell(step: number): void {
    this.dispatchEvent(new CustomEvent('step', { detail: Math.max(0, Math.min(this.count, step)) }));
  }

  #play(isOn: boolean): void {
    clearInterval(this.#timer);
    this.isPlaying = isOn;
    if (!isOn) return;
    if (this.step === this.count) this.#tell(0);
    this.#timer = setInterval(() => {
      if (this.step >= this.count) this.#play(false);
      else this.#tell(this.step + 1);
    }, pace);
  }
}
