import { css, html, nothing } from 'lit';
import type { Recurrence } from '../../../src/protocol/translation.ts';
import { Answer } from '../../parts/answer.ts';
import { choiceStyle } from '../../parts/choiceStyle.ts';
import { StoreElement } from '../../parts/element.ts';
import { viewStyle } from '../../parts/viewStyle.ts';
import { formatNumber, formatPercent } from '../../shell/numbers.ts';
import { carriedOver, rowAt } from '../linking.ts';
import type { ShownSystem } from '../shownSystem.ts';
import type { LoadedTranslation, TranslateStore } from '../store.ts';
import { systemChoice } from '../systemChoice.ts';
import { forgotten } from './forgotten.ts';
import type { UnrolledPicture } from './unrolledDrawing.ts';
import type { UnrolledPlace } from './unrolledNetwork.ts';

const isRecurrent = ({ kind, source }: ShownSystem) =>
  kind !== undefined && kind !== 'transformer' && source.tokens.length > 0;

interface Question {
  readonly run: LoadedTranslation;
  readonly system: ShownSystem;
}

/** Where a transformer looked when it chose one of its tokens, in the tokens of the recurrent system. */
interface Looks {
  readonly system: ShownSystem;
  readonly target: number;
  readonly weights: Float32Array;
}

/** A recurrent network unrolled, what is left of each token at the end, and the transformer that looks back instead. */
export class MemoryView extends StoreElement<TranslateStore> {
  static override properties = { ...StoreElement.properties, place: { state: true } };
  /** What is pointed at in the picture. */
  declare place: UnrolledPlace | null;
  readonly #answer = new Answer<Question, Recurrence>(
    this,
    ({ run, system }) => `${run.runId} ${system.index}`,
    ({ run: { runId }, system }) => this.store.host.request('recurrence', { runId, system: system.index }),
  );

  static override styles = [
    ...viewStyle,
    choiceStyle,
    css`
      .beside {
        display: flex;
        flex-wrap: wrap;
        gap: 0 8px;
        align-items: center;
      }
      .legend {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 16px;
        align-items: center;
        margin: 8px 0;
      }
    `,
  ];

  constructor() {
    super();
    this.place = null;
  }

  override willUpdate(): void {
    const system = this.store.front(isRecurrent);
    if (system !== null) this.#answer.want({ run: this.store.run!, system });
  }

  override render() {
    const { store } = this;
    if (store.front(isRecurrent) === null) {
      return html`<p>${this.strings('translate.memory.none')}</p><footer><p role="status"></p></footer>`;
    }
    const { last } = this.#answer;
    const looks = last && this.#looks(last.question);
    return html`<div class="controls">${systemChoice(store, isRecurrent)}</div>
      <p>${this.strings('translate.memory.about')}</p>
      ${last ? this.#picture(last.question.system, last.found, looks) : nothing}
      <footer><p role="status">${last ? this.#read(last.question.system, last.found, looks) : nothing}</p></footer>`;
  }

  #picture(system: ShownSystem, recurrence: Recurrence, looks: Looks | null) {
    const { store } = this;
    const { labels } = system.source.names;
    const titles = {
      chain: this.strings('translate.memory.chain'),
      states: this.strings('translate.memory.states', { size: recurrence.hiddenSize }),
      memory: this.strings('translate.memory.left'),
      looks: looks ? this.strings('translate.memory.looks', { token: labelOf(looks) }) : '',
    };
    const { memory } = recurrence;
    const picture: UnrolledPicture = { names: system.source.names, memory, looks: looks?.weights ?? null, titles };
    const lines = [
      { name: this.strings('translate.memory.columnLeft'), y: memory },
      ...(looks ? [{ name: this.strings('translate.memory.columnLooks'), y: looks.weights }] : []),
    ];
    const pointed = (place: UnrolledPlace | null) =>
      place && { system: null, source: store.runSource(system, place.token), target: null };
    return html`<div class="beside">
        ${
          looks === null
            ? html`<p class="dim">${this.strings('translate.memory.noTransformer')}</p>`
            : html`<span>${this.strings('translate.memory.chooseTarget')}</span>
                <underhood-translate-target .store=${store} .system=${looks.system}></underhood-translate-target>`
        }
      </div>
      <underhood-translate-unrolled
        .store=${store}
        .recurrence=${recurrence}
        .picture=${picture}
        .front=${this.#front(system)}
        .unit=${this.#unit(recurrence)}
        @point=${({ detail }: CustomEvent<UnrolledPlace | null>) => {
          this.place = detail;
          store.point(pointed(detail));
        }}
        @pick=${({ detail }: CustomEvent<UnrolledPlace>) =>
          store.navigate({ source: store.runSource(system, detail.token) })}
        @unpin=${() => store.navigate({ source: null })}
      ></underhood-translate-unrolled>
      <div class="legend">
        <underhood-scale-legend .store=${store} .scale=${{ kind: 'diverging', limit: 1 }}></underhood-scale-legend>
        <span class="dim">
          ${this.strings('translate.memory.colours')} ${this.strings('translate.memory.meaning')}
        </span>
      </div>
      <underhood-curve-table
        .store=${store}
        .picture=${{ lines, x: this.strings('translate.sourceName') }}
        .label=${this.strings('translate.memory.table')}
        .nameOfRow=${(_: number, token: number) => labels[token]}
      ></underhood-curve-table>`;
  }

  /** The transformer's attention when it chose the token that is pointed at, or its first. */
  #looks({ run, system: beside }: Question): Looks | null {
    const { pointed, navigation } = this.store;
    const system = run.shown.find(({ kind, writing }) => kind === 'transformer' && writing?.alignment !== undefined);
    if (system === undefined) return null;
    const { alignment, target: written } = system.writing!;
    const isPointed = pointed.system === system.index && pointed.target !== null;
    const target = Math.min(written.length - 1, (isPointed ? pointed.target : navigation.target) ?? 0);
    const own = rowAt(alignment!.data, system.source.tokens.length, target);
    return { system, target, weights: carriedOver(own, system.source.tokens, beside.source.tokens) };
  }

  #front({ source }: ShownSystem): number | null {
    const place = this.store.pointed.source;
    return place === null ? null : this.store.ownSource(source.tokens, place);
  }

  /** The number of the state that is pointed at, where this network has so many. */
  #unit({ hiddenSize }: Recurrence): number | null {
    const unit = this.place?.unit ?? null;
    return unit !== null && unit < hiddenSize ? unit : null;
  }

  #read(system: ShownSystem, recurrence: Recurrence, looks: Looks | null): string {
    const { memory, hiddenSize, states } = recurrence;
    const { labels } = system.source.names;
    const front = this.#front(system);
    const unit = this.#unit(recurrence);
    if (front !== null && unit !== null) {
      const value = formatNumber(states[front * hiddenSize + unit]);
      return this.strings('translate.memory.cell', { token: labels[front], unit, value });
    }
    if (front !== null) {
      const known = {
        token: labels[front],
        left: formatNumber(memory[front]),
        share: formatPercent(memory[front] / Math.max(...memory)),
      };
      if (looks === null) return this.strings('translate.memory.readToken', known);
      const weight = formatNumber(looks.weights[front]);
      return this.strings('translate.memory.readTokenLooks', { ...known, weight, target: labelOf(looks) });
    }
    const found = forgotten(memory);
    if (found === null) return this.strings('translate.memory.readOne');
    return this.strings(found.isForgotten ? 'translate.memory.readNothing' : 'translate.memory.readKept', {
      first: labels[0],
      last: labels[labels.length - 1],
      firstLeft: formatNumber(memory[0]),
      lastLeft: formatNumber(memory[memory.length - 1]),
      ratio: formatNumber(found.ratio),
    });
  }
}

function labelOf({ system, target }: Looks): string {
  return system.writing!.shown.names.labels[target];
}
