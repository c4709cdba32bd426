import { css, html, nothing } from 'lit';
import type { TrainingStatus, TrainingSummary } from '../../src/protocol/training.ts';
import { controls, StoreElement } from '../parts/element.ts';
import { cssProperties } from '../shell/cssProperties.ts';
import { type IconName, icon } from '../shell/icons.ts';
import { formatClock, formatCount, formatShortCount } from '../shell/numbers.ts';
import { headingOf } from './heading.ts';
import type { TrainingStore } from './store.ts';

/** What is going on, how far it is, what can be done about it, and what runs. */
export class TrainingHeader extends StoreElement<TrainingStore> {
  static override styles = [
    controls,
    css`
      .header {
        display: grid;
        grid-template: 'heading buttons' auto 'progress progress' auto 'ran ran' auto / minmax(0, 1fr) auto;
        gap: 0 16px;
        align-items: center;
      }
      h1 {
        grid-area: heading;
        margin: 0;
        font-size: 18px;
        line-height: 28px;
        font-weight: 600;
      }
      .buttons {
        grid-area: buttons;
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
        align-items: center;
      }
      .progress {
        grid-area: progress;
        display: flex;
        flex-wrap: wrap;
        gap: 0 24px;
        align-items: center;
        min-height: 24px;
      }
      .ran {
        grid-area: ran;
        margin: 0;
        min-height: 20px;
      }
      .bar {
        height: 2px;
        margin: 4px 0;
        background: var(--vscode-panel-border, transparent);
      }
      .bar i {
        display: block;
        height: 2px;
        background: var(--vscode-progressBar-background);
        transform: scaleX(var(--share));
        transform-origin: left;
      }
      @media (max-width: 899px) {
        .header {
          grid-template: 'heading' auto 'buttons' auto 'progress' auto 'ran' auto / minmax(0, 1fr);
        }
        h1 {
          font-size: 16px;
          line-height: 24px;
        }
      }
    `,
  ];

  override render() {
    const { state, summary, status } = this.store;
    if (state === null) return nothing;
    return html`
      <div class="header">
        <h1>${headingOf(summary, status, this.strings)}</h1>
        <div class="buttons">${status && this.#buttons(status)}${this.#keys()}</div>
        ${
          summary && status
            ? html`<div class="progress">
                  <span>${this.#progress(status)}</span>
                  <underhood-rate .store=${this.store}></underhood-rate>
                </div>
                <p class="ran dim">${this.#ran(summary).join(' · ')}</p>`
            : nothing
        }
      </div>
      <div class="bar" aria-hidden="true">
        <i ${cssProperties({ '--share': String(status ? Math.min(1, status.step / status.steps) : 0) })}></i>
      </div>
    `;
  }

  #buttons({ phase, step, error }: TrainingStatus) {
    const { store } = this;
    const isRunning = phase === 'running';
    if (phase === 'preparing') return this.#button('stop', 'stop', () => store.ask('stop', {}));
    if (isRunning || phase === 'paused') {
      return [
        isRunning
          ? this.#button('pause', 'pause', () => store.ask('pause', {}))
          : this.#button('resume', 'play', () => store.ask('resume', {})),
        this.#button('stepOnce', 'stepOver', () => store.ask('stepOnce', {})),
        this.#button('stop', 'stop', () => store.ask('stop', {})),
      ];
    }
    const begin = () => store.ask('start', { anew: false });
    return [
      // What failed goes on as its notice offers.
      phase === 'finished' || error?.offer ? nothing : this.#button(step > 0 ? 'goOn' : 'start', 'play', begin),
      this.#button('openRecipe', null, () => store.ask('openRecipe', {})),
    ];
  }

  #button(
    name: 'pause' | 'resume' | 'stepOnce' | 'stop' | 'start' | 'goOn' | 'openRecipe',
    shape: IconName | null,
    press: () => void,
  ) {
    const isPrimary = name === 'start' || name === 'goOn' || name === 'resume';
    return html`<button
      id=${name}
      class=${isPrimary ? 'primary' : ''}
      title=${this.strings(`training.title.${name}`)}
      @click=${press}
    >
      ${shape === null ? nothing : icon(shape)} ${this.strings(`training.button.${name}`)}
    </button>`;
  }

  #keys() {
    const label = this.strings('page.keys');
    const open = () => this.dispatchEvent(new CustomEvent('keys', { bubbles: true, composed: true }));
    return html`<button class="quiet" id="keys" title=${label} aria-label=${label} @click=${open}>
      ${icon('question')}
    </button>`;
  }

  #progress({ step, steps, tokensPerSecond, elapsedSeconds, secondsLeft, phase }: TrainingStatus): string {
    const isRunning = phase === 'running';
    return [
      this.strings('training.stepOf', { step: formatCount(step), steps: formatCount(steps) }),
      isRunning && this.strings('training.tokensPerSecond', { count: formatCount(Math.round(tokensPerSecond)) }),
      elapsedSeconds > 0 && this.strings('training.elapsed', { time: formatClock(elapsedSeconds) }),
      isRunning && secondsLeft !== undefined && this.strings('training.left', { time: formatClock(secondsLeft) }),
    ]
      .filter((part) => part !== false)
      .join(' · ');
  }

  #ran(summary: TrainingSummary): string[] {
    const { prepared, layers, heads, width, batch, tokens, accumulate } = summary;
    const parts = [
      summary.isFineTuning ? this.strings('training.ranFineTuning', { family: summary.family }) : summary.family,
      ...(layers > 0 ? [this.strings('attention.ranShape', { layers, heads })] : []),
      this.strings('training.ranWidth', { width }),
    ];
    if (prepared) {
      parts.push(this.strings('page.ranParameters', { count: formatShortCount(prepared.parameters) }));
      const size = formatCount(prepared.vocabularySize);
      parts.push(this.strings(`training.ranTokenizer.${prepared.tokenizer}`, { size }));
    }
    parts.push(
      this.strings(accumulate > 1 ? 'training.ranBatches' : 'training.ranBatch', { batch, tokens, accumulate }),
    );
    if (prepared) {
      const { runtime, trainingTokens, heldOutTokens } = prepared;
      parts.push(
        this.strings('training.ranData', {
          training: formatShortCount(trainingTokens),
          heldOut: formatShortCount(heldOutTokens),
        }),
        `${runtime.name} ${runtime.version}, ${runtime.device.toUpperCase()}`,
        this.strings(runtime.threads === 1 ? 'page.ranThread' : 'page.ranThreads', { count: runtime.threads }),
      );
    }
    return parts;
  }
}
