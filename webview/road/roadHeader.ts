import { css, html, nothing } from 'lit';
import type { NextQuestion } from '../../src/protocol/page.ts';
import { message } from '../../src/road/message.ts';
import type { Explained } from '../parts/about.ts';
import { growingBar, growingBarStyle } from '../parts/growingBar.ts';
import { PageHeader } from '../parts/pageHeader.ts';
import { type IconName, icon } from '../shell/icons.ts';
import { formatClock, formatMilliseconds } from '../shell/numbers.ts';
import type { RoadStore } from './store.ts';

/** What is asked, what is learned by it (E, T, P), how far it is, and what can be done about it. */
export class RoadHeader extends PageHeader<RoadStore> {
  static override styles = [
    ...PageHeader.styles,
    growingBarStyle,
    css`
      dl {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 24px;
        margin: 0 0 4px;
      }
      dl div {
        display: flex;
        gap: 6px;
      }
      dt {
        font-weight: 600;
        white-space: nowrap;
      }
      dd {
        margin: 0;
      }
    `,
  ];

  protected question() {
    const { run } = this.store;
    return run ? this.store.say(message(`${run.name}.title`)) : this.strings('roadPage.heading');
  }

  protected modelName(): string | undefined {
    return this.store.state?.model;
  }

  protected override modelTitle(): string {
    return this.strings('roadPage.modelMeaning');
  }

  protected status() {
    return html`<span class="progress">${this.#progress()}</span>`;
  }

  protected override progress() {
    return growingBar(this.store.isRunning ? (this.store.run?.done ?? 0) : 0);
  }

  protected explained(): Explained {
    return { text: 'roadPage.about', tex: 'P\\bigl(T\\mid E\\cup\\{e\\}\\bigr)>P\\bigl(T\\mid E\\bigr)' };
  }

  protected questions(): readonly NextQuestion[] {
    return [{ question: 'road' }, { question: 'train' }];
  }

  protected override subject() {
    const { experiment, run } = this.store;
    const learner = run && experiment?.learner?.(run.settings);
    if (!learner) return nothing;
    return html`<dl>
      ${(['experience', 'task', 'measure'] as const).map(
        (name) => html`<div>
          <dt>${this.strings(`roadPage.${name}`)}</dt>
          <dd>${this.store.say(learner[name])}</dd>
        </div>`,
      )}
    </dl>`;
  }

  protected override actions() {
    const { store } = this;
    const { run, state } = store;
    if (!run) return nothing;
    const running = [
      run.phase === 'paused'
        ? this.#button('resume', 'play', () => store.ask('resume', {}))
        : this.#button('pause', 'pause', () => store.ask('pause', {})),
      this.#button('cancel', 'stop', () => store.ask('cancel', {})),
    ];
    const isFresh = run.outcome === undefined || store.isChanged;
    return [
      store.isRunning ? running : this.#button(isFresh ? 'run' : 'runAgain', 'play', () => store.runNow()),
      state?.document !== undefined && (store.isChanged || state.isChanged)
        ? this.#button(
            'write',
            null,
            () => store.write(),
            this.strings('roadPage.writeMeaning', { document: state.document }),
          )
        : nothing,
      state?.document === undefined ? nothing : this.#button('showBlock', null, () => store.ask('showBlock', {})),
    ];
  }

  #button(
    name: 'run' | 'runAgain' | 'pause' | 'resume' | 'cancel' | 'write' | 'showBlock',
    shape: IconName | null,
    press: () => void,
    title?: string,
  ) {
    const isPrimary = name === 'run' || name === 'resume';
    return html`<button id=${name} class=${isPrimary ? 'primary' : ''} title=${title ?? nothing} @click=${press}>
      ${shape === null ? nothing : icon(shape)} ${this.strings(`roadPage.${name}`)}
    </button>`;
  }

  #progress(): string {
    const { run } = this.store;
    if (!run) return '';
    const share = `${Math.round(100 * run.done)}\u00a0%`;
    const { seconds } = run;
    const time = seconds === undefined ? '' : seconds < 60 ? formatMilliseconds(1000 * seconds) : formatClock(seconds);
    const parts: string[] = [];
    if (run.phase === 'running') parts.push(this.strings('roadPage.running', { share }));
    else if (run.phase === 'paused') parts.push(this.strings('roadPage.paused', { share }));
    else if (this.store.isChanged && run.outcome) parts.push(this.strings('roadPage.changed'));
    else if (run.phase === 'kept') parts.push(this.strings('roadPage.kept'));
    else if (run.phase === 'ready') parts.push(this.strings('roadPage.ready'));
    if (time !== '') parts.push(this.strings('roadPage.seconds', { time }));
    return parts.join(' · ');
  }
}
