import { css, html, nothing } from 'lit';
import type { PageKey } from '../../src/localisation.ts';
import type { ModelSummary } from '../../src/protocol/run.ts';
import { icon } from '../shell/icons.ts';
import { formatCount, formatMilliseconds, formatShortCount } from '../shell/numbers.ts';
import type { Strings } from '../shell/strings.ts';
import { controls, StoreElement } from './element.ts';
import type { LoadedText, PageStore } from './pageStore.ts';

/** Nothing moves for this long: what is answered sooner needs no progress. */
const patienceMs = 200;

/** The question that the page answers, what ran, and the two switches that the whole extension shares. */
export abstract class PageHeader<Store extends PageStore> extends StoreElement<Store> {
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
        <h1>${this.question()}</h1>
        <div class="switches">
          ${this.modelChoice()}
          <label title=${this.strings('page.followMeaning')}>
            <input
              id="follow"
              type="checkbox"
              .checked=${state.follow}
              @change=${(event: Event) => {
                const follow = (event.target as HTMLInputElement).checked;
                void this.store.attempt(this.store.host.request('setFollow', { follow }));
              }}
            />
            ${this.strings('page.follow')}
          </label>
          <button
            class="quiet"
            id="keys"
            title=${this.strings('page.keys')}
            aria-label=${this.strings('page.keys')}
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

  /** The model that is loaded, and the button for another one. */
  protected modelChoice(): unknown {
    return html`<button
      id="model"
      title=${this.strings('page.chooseModel')}
      @click=${() => this.#ask('chooseModel')}
    >
      ${this.store.run?.model?.name ?? this.strings('page.chooseModel')} ${icon('chevronDown')}
    </button>`;
  }

  #ask(method: 'chooseModel' | 'cancel'): void {
    void this.store.attempt(this.store.host.request(method, {}));
  }

  /** The question that the page answers, as it stands. */
  protected abstract question(): unknown;
  /** What ran, each a few words. */
  protected abstract ran(): readonly string[];

  #status() {
    const { state, run } = this.store;
    if (this.slow) {
      return html`<span role="status">${this.strings(`page.activity.${state!.activity}` as PageKey)}</span>
        <button id="cancel" @click=${() => this.#ask('cancel')}>${this.strings('page.cancel')}</button>`;
    }
    if (run === null) return nothing;
    const { source } = state!;
    const from = source && this.strings(`page.source.${source.kind}`, { document: source.document });
    return html`<span>${[from, ...this.ran()].filter(Boolean).join(' · ')}</span>`;
  }
}

/**
 * Model, its size, precision, runtime, threads, tokens and time, each a few words.
 * @param shape what of the model matters to the page
 */
export function whatRan(
  run: LoadedText & { readonly model: ModelSummary },
  shape: string,
  milliseconds: number,
  strings: Strings,
): string[] {
  const { model, runtime, tokens, cut } = run;
  const count = formatCount(tokens.length);
  return [
    model.bundled ? strings('page.bundled') : model.name,
    shape,
    strings('page.ranParameters', { count: formatShortCount(model.parameters) }),
    model.precision,
    `${runtime.name} ${runtime.version}, ${runtime.device.toUpperCase()}`,
    strings(runtime.threads === 1 ? 'page.ranThread' : 'page.ranThreads', { count: runtime.threads }),
    cut
      ? strings(cut.totalIsExact ? 'page.ranTokensOf' : 'page.ranTokensOfAbout', {
          count,
          total: formatCount(cut.totalTokens),
        })
      : strings('page.ranTokens', { count }),
    formatMilliseconds(milliseconds),
  ];
}
