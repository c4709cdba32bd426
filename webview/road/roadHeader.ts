import { css, html, nothing } from 'lit';
import { message } from '../../src/road/message.ts';
import { controls, StoreElement } from '../parts/element.ts';
import { cssProperties } from '../shell/cssProperties.ts';
import { type IconName, icon } from '../shell/icons.ts';
import { formatClock, formatMilliseconds } from '../shell/numbers.ts';
import type { RoadStore } from './store.ts';

/** What is asked, what is learned by it (E, T, P), how far it is, and what can be done about it. */
export class RoadHeader extends StoreElement<RoadStore> {
  static override styles = [
    controls,
    css`
      .header {
        display: grid;
        grid-template: 'heading buttons' auto 'progress progress' auto / minmax(0, 1fr) auto;
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
        min-height: 24px;
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
      @media (max-width: 699px) {
        .header {
          grid-template: 'heading' auto 'buttons' auto 'progress' auto / minmax(0, 1fr);
        }
        h1 {
          font-size: 16px;
          line-height: 24px;
        }
      }
    `,
  ];

  override render() {
    const { state, run } = this.store;
    if (state === null) return nothing;
    const isRunning = this.store.isRunning;
    return html`
      <div class="header">
        <h1>${run ? this.store.say(message(`${run.name}.title`)) : this.strings('roadPage.heading')}</h1>
        <div class="buttons">${this.#buttons()}${this.#keys()}</div>
        <span class="progress dim">${this.#progress()}</span>
      </div>
      <div class="bar" aria-hidden="true">
        <i ${cssProperties({ '--share': String(isRunning ? (run?.done ?? 0) : 0) })}></i>
      </div>
      ${this.#learner()}
    `;
  }

  #learner() {
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

  #buttons() {
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

  #keys() {
    const label = this.strings('page.keys');
    const open = () => this.dispatchEvent(new CustomEvent('keys', { bubbles: true, composed: true }));
    return html`<button class="quiet" id="keys" title=${label} aria-label=${label} @click=${open}>
      ${icon('question')}
    </button>`;
  }

  #progress(): string {
    const { run } = this.store;
    if (!run) return '';
    const share = `${Math.round(100 * run.done)} %`;
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
