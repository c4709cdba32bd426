import { css, html, nothing } from 'lit';
import type { PageKey } from '../../src/localisation.ts';
import type { RunSummary } from '../../src/protocol/run.ts';
import { icon } from '../shell/icons.ts';
import { formatCount, formatMilliseconds, formatShortCount } from '../shell/numbers.ts';
import type { Strings } from '../shell/strings.ts';
import { controls, StoreElement } from './element.ts';
import { withTokens } from './sentence.ts';

/** Nothing moves for this long: what is answered sooner needs no progress. */
const patienceMs = 200;

/** The question that the page answers, what ran, and the two switches that the whole extension shares. */
export class PageHeader extends StoreElement {
  static override properties = { ...StoreElement.properties, slow: { state: true } };
  declare slow: boolean;
  #timer: ReturnType<typeof setTimeout> | undefined;

  static override styles = [
    controls,
    css`
      .header {
        display: grid;
        grid-template: 'question switches' auto 'ran ran' auto / minmax(0, 1fr) auto;
        gap: 0 16px;
        align-items: center;
      }
      /* One line, so that nothing moves when another token is pointed at. */
      h1 {
        grid-area: question;
        margin: 0;
        font-size: 18px;
        line-height: 28px;
        font-weight: 600;
        white-space: nowrap;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .switches {
        grid-area: switches;
        display: flex;
        gap: 4px 12px;
        align-items: center;
      }
      .ran {
        grid-area: ran;
        display: flex;
        gap: 12px;
        align-items: center;
        min-height: 24px;
        margin: 0;
      }
      @media (max-width: 899px) {
        .header {
          grid-template: 'question question' auto 'ran switches' auto / minmax(0, 1fr) auto;
        }
        h1 {
          font-size: 16px;
        }
      }
      @media (max-width: 699px) {
        .header {
          grid-template: 'question' auto 'switches' auto 'ran' auto / minmax(0, 1fr);
        }
      }
      .progress {
        height: 2px;
        overflow: hidden;
      }
      .progress i {
        display: block;
        width: 20%;
        height: 2px;
        background: var(--vscode-progressBar-background);
        animation: pass 2s linear infinite;
      }
      @keyframes pass {
        from {
          transform: translateX(-100%);
        }
        to {
          transform: translateX(500%);
        }
      }
      @media (prefers-reduced-motion: reduce) {
        .progress i {
          width: 100%;
          animation: none;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.slow = false;
  }

  override willUpdate(): void {
    const activity = this.store.state?.activity;
    const isBusy = activity === 'loading' || activity === 'running';
    if (isBusy && this.#timer === undefined) {
      this.#timer = setTimeout(() => {
        this.slow = true;
      }, patienceMs);
    } else if (!isBusy) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.slow = false;
    }
  }

  override render() {
    const { state } = this.store;
    if (state === null) return nothing;
    return html`
      <div class="header">
        <h1>${this.#question()}</h1>
        <div class="switches">
          <button id="model" title=${this.strings('attention.chooseModel')} @click=${() => this.#ask('chooseModel')}>
            ${this.store.run?.model.name ?? this.strings('attention.chooseModel')} ${icon('chevronDown')}
          </button>
          <label title=${this.strings('attention.followMeaning')}>
            <input
              id="follow"
              type="checkbox"
              .checked=${state.follow}
              @change=${(event: Event) => {
                const follow = (event.target as HTMLInputElement).checked;
                void this.store.attempt(this.store.host.request('setFollow', { follow }));
              }}
            />
            ${this.strings('attention.follow')}
          </label>
          <button
            class="quiet"
            id="keys"
            title=${this.strings('attention.keys')}
            aria-label=${this.strings('attention.keys')}
            @click=${() => this.dispatchEvent(new CustomEvent('keys', { bubbles: true, composed: true }))}
          >
            ${icon('question')}
          </button>
        </div>
        <div class="ran dim">${this.#status()}</div>
      </div>
      <div class="progress" aria-hidden="true">${this.slow ? html`<i></i>` : nothing}</div>
    `;
  }

  #ask(method: 'chooseModel' | 'cancel'): void {
    void this.store.attempt(this.store.host.request(method, {}));
  }

  #question() {
    const { run, query, key, head, units, navigation } = this.store;
    if (run === null || units === null) return this.strings('attention.askIdle');
    if (query === null) return this.strings(head ? 'attention.askHead' : 'attention.askAny', { ...head });
    const label = units.labels[units.unitOf[query]];
    if (head === null) return withTokens(this.strings('attention.askQuery'), { query: label });
    const place = navigation.view === 'arithmetic' ? this.store.arithmeticPlace : null;
    if (place !== null) {
      const tokens = { query: label, key: units.labels[units.unitOf[place.key]] };
      return withTokens(this.strings('attention.askArithmetic', { ...head }), tokens);
    }
    if (key !== null && key <= query) {
      const tokens = { query: label, key: units.labels[units.unitOf[key]] };
      return withTokens(this.strings('attention.askCell', { ...head }), tokens);
    }
    return withTokens(this.strings('attention.askQueryHead', { ...head }), { query: label });
  }

  #status() {
    const { state, run } = this.store;
    if (this.slow) {
      return html`<span role="status">${this.strings(`attention.activity.${state!.activity}` as PageKey)}</span>
        <button id="cancel" @click=${() => this.#ask('cancel')}>${this.strings('attention.cancel')}</button>`;
    }
    if (run === null) return nothing;
    const { source } = state!;
    const from = source && this.strings(`attention.source.${source.kind}`, { document: source.document });
    return html`<span>${[from, ...whatRan(run, this.strings)].filter(Boolean).join(' · ')}</span>`;
  }
}

/** Model, layers × heads, parameters, precision, runtime, threads, tokens and time, each a few words. */
export function whatRan(run: RunSummary, strings: Strings): string[] {
  const { model, runtime, milliseconds, tokens, cut } = run;
  const { layers, heads, keyValueHeads } = model;
  const total = milliseconds.tokenize + milliseconds.compile + milliseconds.run + milliseconds.analyse;
  const shape = keyValueHeads === heads ? 'attention.ranShape' : 'attention.ranShapeGrouped';
  const count = formatCount(tokens.length);
  return [
    model.bundled ? strings('attention.bundled') : model.name,
    strings(shape, { layers, heads, keyValueHeads }),
    strings('attention.ranParameters', { count: formatShortCount(model.parameters) }),
    model.precision,
    `${runtime.name} ${runtime.version}, ${runtime.device.toUpperCase()}`,
    strings(runtime.threads === 1 ? 'attention.ranThread' : 'attention.ranThreads', { count: runtime.threads }),
    cut
      ? strings(cut.totalIsExact ? 'attention.ranTokensOf' : 'attention.ranTokensOfAbout', {
          count,
          total: formatCount(cut.totalTokens),
        })
      : strings('attention.ranTokens', { count }),
    formatMilliseconds(total),
  ];
}
