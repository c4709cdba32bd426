import { css, html, nothing } from 'lit';
import { plotRoom } from '../charts/plotRoom.ts';
import { controls, StoreElement } from '../parts/element.ts';
import { icon } from '../shell/icons.ts';
import { formatClock, formatCount, formatNumber } from '../shell/numbers.ts';
import { nearestIndex, placesOf } from './axis.ts';
import { scrubbed } from './scrubbed.ts';
import type { TrainingStore } from './store.ts';

/** Moves through the evaluations, on the axis of the charts; and the time-lapse, which moves by itself. */
export class Scrubber extends StoreElement<TrainingStore> {
  static override styles = [
    controls,
    css`
      /* As high before the first evaluation as after it. */
      :host {
        min-height: 52px;
      }
      input.range[type='range'] {
        display: block;
        margin: 0 ${plotRoom.right - 8}px 0 ${plotRoom.left - 8}px;
        width: calc(100% - ${plotRoom.left + plotRoom.right - 16}px);
      }
      .bar {
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
        align-items: center;
        min-height: 24px;
        padding-left: ${plotRoom.left - 4}px;
      }
      .at {
        margin-left: 8px;
      }
    `,
  ];

  override render() {
    const { store } = this;
    const { index, curves, axis, summary } = store;
    if (curves === null || summary === undefined) return nothing;
    if (index === null) {
      const step = formatCount(store.nextEvaluation);
      return html`<div class="bar dim">${this.strings('training.firstEvaluation', { step })}</div>`;
    }
    const count = curves.evaluations.step.length;
    return html`
      <input
        class="range"
        id="moment"
        type="range"
        min="0"
        max=${axis.end}
        step="any"
        .value=${String(store.place)}
        aria-label=${this.strings('training.moment')}
        aria-valuetext=${this.#at(index)}
        @input=${this.#onInput}
        @keydown=${this.#onKey}
      />
      <div class="bar">
        ${this.#button('previous', 'chevronLeft', () => store.scrub(index - 1), index === 0)}
        ${
          this.theme.reducedMotion
            ? nothing
            : this.#button(
                store.isPlaying ? 'halt' : 'play',
                store.isPlaying ? 'pause' : 'play',
                () => store.play(!store.isPlaying),
                count < 2,
              )
        }
        ${this.#button('next', 'chevronRight', () => store.scrub(index + 1), index === count - 1)}
        <span class="at">${this.#at(index)}${this.#newest()}</span>
        ${
          store.navigation.moment === null
            ? nothing
            : html`<button id="newest" @click=${() => store.scrub(count - 1)}>
                ${this.strings('training.newest')}
              </button>`
        }
      </div>
    `;
  }

  #button(
    name: 'previous' | 'play' | 'halt' | 'next',
    shape: 'chevronLeft' | 'play' | 'pause' | 'chevronRight',
    press: () => void,
    isDisabled: boolean,
  ) {
    const label = this.strings(`training.lapse.${name}`);
    const id = name === 'halt' ? 'play' : name;
    return html`<button class="quiet" id=${id} title=${label} aria-label=${label} ?disabled=${isDisabled} @click=${press}>
      ${icon(shape)}
    </button>`;
  }

  /** That the moment is the newest, where it is. */
  #newest() {
    const { navigation, isLive } = this.store;
    if (navigation.moment !== null) return nothing;
    return html` <span class="dim">· ${this.strings(isLive ? 'training.following' : 'training.last')}</span>`;
  }

  /** Which moment it is. */
  #at(index: number): string {
    const { step, seconds, heldOut } = this.store.curves!.evaluations;
    const isBest = this.store.status?.best?.step === step[index];
    return this.strings(isBest ? 'training.atBest' : 'training.at', {
      step: formatCount(step[index]),
      time: formatClock(seconds[index]),
      heldOut: formatNumber(heldOut[index]),
    });
  }

  readonly #onInput = (event: Event) => {
    const { curves, navigation } = this.store;
    const input = event.target as HTMLInputElement;
    const index = nearestIndex(placesOf(curves!.evaluations, navigation.axis), Number(input.value));
    if (index !== null) this.store.scrub(index);
    input.value = String(this.store.place);
  };

  readonly #onKey = (event: KeyboardEvent) => {
    const { index, curves } = this.store;
    const next = scrubbed(index!, curves!.evaluations.step.length, event.key);
    if (next === null) return;
    this.store.scrub(next);
    event.preventDefault();
    event.stopPropagation();
  };
}
