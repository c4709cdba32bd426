import { css, html, nothing } from 'lit';
import type { NextQuestion } from '../../src/protocol/page.ts';
import type { TrainingStatus, TrainingSummary } from '../../src/protocol/training.ts';
import { growingBar, growingBarStyle } from '../parts/growingBar.ts';
import { inFull, PageHeader } from '../parts/pageHeader.ts';
import { type IconName, icon } from '../shell/icons.ts';
import { formatClock, formatCount, formatShortCount } from '../shell/numbers.ts';
import { explainedView } from './explained.ts';
import { headingOf } from './heading.ts';
import type { TrainingStore } from './store.ts';

/** What is going on, how far it is, what can be done about it, and what runs. */
export class TrainingHeader extends PageHeader<TrainingStore> {
  static override styles = [
    ...PageHeader.styles,
    growingBarStyle,
    css`
      .ran p {
        flex: 1 0 100%;
        max-width: 100%;
        margin: 0;
        min-height: 20px;
      }
      .progress {
        display: flex;
        flex-wrap: wrap;
        gap: 0 24px;
        align-items: center;
        color: var(--vscode-foreground);
      }
    `,
  ];

  protected question() {
    const { summary, status } = this.store;
    return headingOf(summary, status, this.strings);
  }

  protected modelName(): string | undefined {
    return this.store.summary?.name ?? this.modelTitle();
  }

  /** What is shown here is a model in the making. */
  protected override modelTitle(): string {
    return this.strings('training.chooseRun');
  }

  protected status() {
    const { summary, status } = this.store;
    if (!summary || !status) return nothing;
    return html`<div class="progress">
        <span>${this.#progress(status)}</span>
        <underhood-rate .store=${this.store}></underhood-rate>
      </div>
      <p class="told" title=${this.#told(summary)}>${this.#told(summary)}</p>`;
  }

  protected override details() {
    const { summary } = this.store;
    return summary ? inFull(this.#told(summary)) : nothing;
  }

  protected override actions() {
    const { status } = this.store;
    return status ? this.#buttons(status) : nothing;
  }

  protected override progress() {
    const { status } = this.store;
    return growingBar(status ? Math.min(1, status.step / status.steps) : 0);
  }

  protected explained() {
    return explainedView(this.store.navigation.view);
  }

  protected questions(): readonly NextQuestion[] {
    const { summary, status, navigation } = this.store;
    const others: NextQuestion[] = summary ? [{ question: 'train' }, { question: 'road' }] : [{ question: 'road' }];
    if (!status?.best || !this.store.isExplained) return others;
    const head = navigation.head ? { head: navigation.head } : {};
    return [{ question: 'attention', ...head }, { question: 'nextToken' }, ...others];
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

  #told(summary: TrainingSummary): string {
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
    return parts.join(' · ');
  }
}
