import { css, html, nothing } from 'lit';
import { inFull, PageHeader } from './pageHeader.ts';
import type { PageStore } from './pageStore.ts';

/** Nothing moves for this long: what is answered sooner needs no progress. */
const patienceMs = 200;

/** Questions that change with what is pointed at: as high for every token on a narrow page, too. */
export const steadyQuestion = css`
  @media (min-width: 480px) and (max-width: 699px) {
    h1 {
      white-space: nowrap;
    }
  }
  @media (max-width: 479px) {
    h1 {
      min-height: 48px;
    }
  }
`;

/** The head of a page about a text: what ran, and, while something runs, that it does. */
export abstract class TextHeader<Known extends PageStore> extends PageHeader<Known> {
  static override properties = { ...PageHeader.properties, slow: { state: true } };
  declare slow: boolean;
  #timer: ReturnType<typeof setTimeout> | undefined;

  static override styles = [
    ...PageHeader.styles,
    css`
      /* As high for every token, so that nothing moves when another one is pointed at. */
      h1 {
        white-space: nowrap;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      @media (max-width: 699px) {
        h1 {
          white-space: normal;
        }
      }
      .bar i {
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
        .bar i {
          width: 100%;
          animation: none;
        }
      }
      /* VS Code's own setting. */
      :host-context(.vscode-reduce-motion) .bar i {
        width: 100%;
        animation: none;
      }
    `,
  ];

  constructor() {
    super();
    this.slow = false;
  }

  override willUpdate(): void {
    const isBusy = this.#work !== null;
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

  /** What is being done; null: nothing. */
  get #work(): 'loading' | 'running' | null {
    const activity = this.store.state?.activity;
    return activity === 'loading' || activity === 'running' ? activity : null;
  }

  protected modelName(): string | undefined {
    return this.store.run?.model?.name;
  }

  protected override progress(): unknown {
    return this.slow ? html`<i></i>` : nothing;
  }

  protected status() {
    const { run, host } = this.store;
    if (this.slow && this.#work !== null) {
      return html`<span role="status">${this.strings(`page.activity.${this.#work}`)}</span>
        <button id="cancel" @click=${() => void this.store.attempt(host.request('cancel', {}))}>
          ${this.strings('page.cancel')}
        </button>`;
    }
    if (run === null) return nothing;
    return html`<span class="told" title=${this.#told}>${this.#told}</span>`;
  }

  protected override details(): unknown {
    return this.store.run === null ? nothing : inFull(this.#told);
  }

  /** What was read, and what ran. */
  get #told(): string {
    const { source } = this.store.state!;
    const from = source && this.strings(`page.source.${source.kind}`, { document: source.document });
    return [from, ...this.ran()].filter(Boolean).join(' · ');
  }

  /** What ran, each a few words. */
  protected abstract ran(): readonly string[];
}
