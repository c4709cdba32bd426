import { css, html, nothing } from 'lit';
import { tokenTexts } from '../../../src/analysis/tokenText.ts';
import { essaySentence } from '../../../src/positions/essaySentence.ts';
import type { OrderComparison } from '../../../src/protocol/positions.ts';
import type { ValueScale } from '../../charts/scale.ts';
import { Answer } from '../../parts/answer.ts';
import { StoreElement } from '../../parts/element.ts';
import { viewStyle } from '../../parts/viewStyle.ts';
import { formatMagnitude } from '../../shell/numbers.ts';
import { limitOf } from '../learnedTable.ts';
import { needsModel } from '../needsModel.ts';
import type { LoadedPlacement, PositionsStore } from '../store.ts';
import { beginningOf, mostCharacters, placeInSecond, rounding } from './ordering.ts';

interface Question {
  readonly run: LoadedPlacement;
  readonly text: string;
}

/** What is drawn of a comparison beside itself. */
interface Shown {
  readonly of: OrderComparison;
  readonly labels: readonly string[];
  readonly scale: ValueScale;
}

/** The same words in two orders: which settings of a model can tell them apart? */
export class OrderView extends StoreElement<PositionsStore> {
  static override properties = { ...StoreElement.properties, front: { state: true } };
  /** The token that is pointed at, and in which setting. */
  declare front: { readonly place: number; readonly token: number } | null;
  readonly #answer = new Answer<Question, OrderComparison>(
    this,
    ({ run, text }) => `${run.runId} ${text}`,
    ({ run, text }) => this.store.host.request('compareOrders', { runId: run.runId, text }),
  );
  #shown: Shown | null = null;

  static override styles = [
    ...viewStyle,
    css`
      .orders {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 24px;
        align-items: baseline;
        margin: 8px 0;
      }
      .orders .token + .token {
        margin-left: 2px;
      }
      .orders .front {
        outline: 2px solid var(--vscode-foreground);
        outline-offset: 1px;
      }
      .settings {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 440px), 1fr));
        gap: 16px 32px;
      }
      .legend {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 16px;
        align-items: center;
        margin-bottom: 12px;
      }
    `,
  ];

  constructor() {
    super();
    this.front = null;
  }

  override willUpdate(): void {
    const { run } = this.store;
    if (run !== null) this.#answer.want({ run, text: this.#isOwn ? beginningOf(run.text) : essaySentence });
  }

  override render() {
    const { run } = this.store;
    if (run === null) return needsModel(this.store);
    const found = this.#answer.last?.found;
    return html`<p>${this.strings('positions.order.about', { model: run.model.name })}</p>
      <p id="own">${this.strings('positions.order.own', { model: run.model.name })}</p>
      <div class="controls">
        <label>
          <input
            id="own-text"
            type="checkbox"
            .checked=${this.#isOwn}
            ?disabled=${beginningOf(run.text) === ''}
            @change=${(event: Event) =>
              this.store.navigate({ orderOwnText: (event.target as HTMLInputElement).checked })}
          />
          ${this.strings('positions.order.ownText', { count: mostCharacters })}
        </label>
      </div>
      ${found ? this.#comparison(this.#drawn(found)) : nothing}
      <footer><p role="status">${found ? this.#read(this.#drawn(found)) : nothing}</p></footer>`;
  }

  get #isOwn(): boolean {
    const { run, navigation } = this.store;
    return navigation.orderOwnText && run !== null && beginningOf(run.text) !== '';
  }

  #drawn(of: OrderComparison): Shown {
    if (this.#shown?.of !== of) {
      const all = Float32Array.from(of.settings.flatMap(({ first, second }) => [...first, ...second]));
      this.#shown = {
        of,
        labels: tokenTexts(of.tokens, of.texts[0]).tokens.map(({ label }) => label),
        scale: { kind: 'diverging', limit: limitOf(all).limit },
      };
    }
    return this.#shown;
  }

  #comparison({ of, labels, scale }: Shown) {
    const front = this.#frontOf(labels);
    const inOrder = (name: 'first' | 'second', tokens: readonly number[]) =>
      html`<span>
        <span class="dim">${this.strings(`positions.order.${name}`)}</span>
        ${tokens.map(
          (token) => html`<span class="token ${token === front?.token ? 'front' : ''}">${labels[token]}</span>`,
        )}
      </span>`;
    return html`<div class="orders">
        ${inOrder(
          'first',
          labels.map((_, token) => token),
        )}
        ${inOrder('second', of.order)}
        ${of.texts[0] === of.texts[1] ? html`<span>${this.strings('positions.order.palindrome')}</span>` : nothing}
      </div>
      <div class="legend">
        <underhood-scale-legend .store=${this.store} .scale=${scale}></underhood-scale-legend>
        <span class="dim">
          ${this.strings('positions.order.colours')} ${this.strings('positions.order.differenceMeaning')}
        </span>
      </div>
      <div class="settings">
        ${of.settings.map(
          (_, place) => html`<section>
            <underhood-positions-setting
              .store=${this.store}
              .comparison=${of}
              .place=${place}
              .labels=${labels}
              .scale=${scale}
              .token=${front?.token ?? null}
              @point=${({ detail: token }: CustomEvent<number | null>) => {
                this.front = token === null ? null : { place, token };
              }}
            ></underhood-positions-setting>
          </section>`,
        )}
      </div>`;
  }

  /** What is pointed at, where there is such a token: the text before may have been longer. */
  #frontOf(labels: readonly string[]) {
    return this.front !== null && this.front.token < labels.length ? this.front : null;
  }

  #read({ of, labels }: Shown): string {
    const front = this.#frontOf(labels);
    if (front === null) return this.strings('positions.order.readNothing');
    const { place, token } = front;
    const { setting, difference } = of.settings[place];
    return this.strings(difference[token] < rounding ? 'positions.order.readSame' : 'positions.order.read', {
      token: labels[token],
      setting: this.strings(`positions.order.setting.${setting}`),
      first: token,
      second: placeInSecond(of, token),
      difference: formatMagnitude(difference[token]),
    });
  }
}
