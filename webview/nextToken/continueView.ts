import { css, html, nothing } from 'lit';
import { controls, StoreElement } from '../parts/element.ts';
import { formatCount } from '../shell/numbers.ts';
import type { NextTokenStore } from './store.ts';

const mostTokens = 1000;

/** Writing on, token by token: what was written, where it could have gone instead, and all branches of it. */
export class ContinueView extends StoreElement<NextTokenStore> {
  static override styles = [
    controls,
    css`
      .panes {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 336px;
        gap: 16px 32px;
        padding-top: 8px;
      }
      .bar {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        align-items: center;
        padding: 4px 0;
      }
      #insert {
        margin-left: auto;
      }
      .end {
        margin: 0;
        min-height: 40px;
        line-height: 20px;
      }
      .tree {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: 16px 32px;
        padding-top: 8px;
        border-top: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder));
      }
      @media (max-width: 999px) {
        .panes {
          grid-template-columns: minmax(0, 1fr);
        }
      }
      @media (max-width: 699px) {
        .tree {
          grid-template-columns: minmax(0, 1fr);
        }
      }
      input[type='number'] {
        width: 72px;
      }
    `,
  ];

  override render() {
    const { store } = this;
    if (store.run === null) return nothing;
    return html`<div class="panes">
      <div>
        <underhood-written .store=${store}></underhood-written>
        <underhood-shading .store=${store}></underhood-shading>
        ${this.#bar()}
        <p class="end" role="status">${this.#end()}</p>
        <div class="tree">
          <underhood-alternatives .store=${store}></underhood-alternatives>
          <underhood-branches .store=${store}></underhood-branches>
        </div>
      </div>
      <underhood-sampling .store=${store}></underhood-sampling>
    </div>`;
  }

  #bar() {
    const { store } = this;
    const { continuation, navigation, state } = store;
    const isWriting = continuation?.isWriting ?? false;
    const hasWritten = (continuation?.tip ?? null) !== null;
    const canInsert = state?.canInsert ?? false;
    return html`<div class="bar">
      <button id="write" class="primary" ?disabled=${isWriting} @click=${() => this.#write(navigation.count)}>
        ${this.strings('nextToken.write')}
      </button>
      <label>
        <input
          id="count"
          type="number"
          min="1"
          max=${mostTokens}
          .value=${String(navigation.count)}
          @change=${this.#onCount}
        />
        ${this.strings('nextToken.writeTokens')}
      </label>
      <button id="step" ?disabled=${isWriting} @click=${() => this.#write(1)}>${this.strings('nextToken.step1')}</button>
      <button id="stop" ?disabled=${!isWriting} @click=${() => this.#ask('stopContinuing')}>
        ${this.strings('nextToken.stop')}
      </button>
      <button
        id="insert"
        ?disabled=${!hasWritten || isWriting || !canInsert}
        title=${canInsert ? nothing : this.strings('nextToken.cannotInsert')}
        @click=${() => this.#ask('insertContinuation')}
      >
        ${this.strings('nextToken.insert')}
      </button>
    </div>`;
  }

  /** Where the writing stands, and why it ended. */
  #end(): string {
    const { continuation } = this.store;
    const count = formatCount(this.store.written?.path.length ?? 0);
    if (continuation === null || continuation.tip === null) return this.strings('nextToken.writeInvitation');
    if (continuation.isWriting) return this.strings('nextToken.writing', { count });
    const key = continuation.end ? (`nextToken.ended.${continuation.end}` as const) : 'nextToken.paused';
    return this.strings(key, { count });
  }

  #write(count: number): void {
    const { store } = this;
    const request = { after: store.continuation?.tip ?? null, sampling: store.sampling, count };
    store.open(null);
    void store.attempt(store.host.request('continueText', request));
  }

  #ask(method: 'stopContinuing' | 'insertContinuation'): void {
    void this.store.attempt(this.store.host.request(method, {}));
  }

  readonly #onCount = (event: Event) => {
    const input = event.target as HTMLInputElement;
    const count = Math.max(1, Math.min(mostTokens, Math.round(Number(input.value)) || 1));
    input.value = String(count);
    this.store.navigate({ count });
  };
}
