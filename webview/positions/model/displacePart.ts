import { css, html, nothing } from 'lit';
import type { Displaced, DisplacedHead, Displacement } from '../../../src/protocol/positions.ts';
import { weightScale } from '../../charts/scale.ts';
import type { Cell } from '../../charts/viewport.ts';
import { Answer } from '../../parts/answer.ts';
import { StoreElement } from '../../parts/element.ts';
import { textOfEntry } from '../../parts/entryText.ts';
import { type Head, headAt, placeOfHead, placeOfLargest } from '../../parts/heads.ts';
import { sidesStyle } from '../../parts/sidesStyle.ts';
import { viewStyle } from '../../parts/viewStyle.ts';
import { formatMark, formatNumber, formatProbability } from '../../shell/numbers.ts';
import type { LoadedPlacement, PositionsStore } from '../store.ts';
import { kindOf } from './displacements.ts';

interface Question {
  readonly run: LoadedPlacement;
  readonly displacement: Displacement;
}

/** With the true positions, and with others. */
interface Pair<Found> {
  readonly asIs: Found;
  readonly now: Found;
}

const asIs: Displacement = { kind: 'asIs' };
/** Attention that moved by less moved by rounding. */
const rounding = 1e-4;

/** What becomes of attention and of the next token when the tokens are told other positions. */
export class DisplacePart extends StoreElement<PositionsStore> {
  static override properties = {
    ...StoreElement.properties,
    pointed: { state: true },
    cell: { state: true },
  };
  /** The head under the pointer. */
  declare pointed: number | null;
  declare cell: Cell | null;
  /** Whatever it is compared with, the run as it is stays the same. */
  #asIs: { readonly runId: string; readonly found: Displaced } | null = null;
  readonly #answer = new Answer<Question, Pair<Displaced>>(
    this,
    ({ run, displacement }) => `${run.runId} ${JSON.stringify(displacement)}`,
    async ({ run: { runId }, displacement }) => {
      const { host } = this.store;
      if (this.#asIs?.runId !== runId) {
        this.#asIs = { runId, found: await host.request('displace', { runId, displacement: asIs }) };
      }
      const { found } = this.#asIs;
      const isTrue = displacement.kind === 'asIs';
      return { asIs: found, now: isTrue ? found : await host.request('displace', { runId, displacement }) };
    },
  );
  readonly #head = new Answer<Question & { readonly head: Head }, Pair<DisplacedHead>>(
    this,
    ({ run, displacement, head }) => `${run.runId} ${JSON.stringify([displacement, head.layer, head.head])}`,
    async ({ run: { runId }, displacement, head: { layer, head } }) => {
      const { host } = this.store;
      const before = await host.request('displacedHead', { runId, displacement: asIs, layer, head });
      const isTrue = displacement.kind === 'asIs';
      const now = isTrue ? before : await host.request('displacedHead', { runId, displacement, layer, head });
      return { asIs: before, now };
    },
  );

  static override styles = [
    ...viewStyle,
    sidesStyle,
    css`
      .sides {
        margin-top: 8px;
      }
      #meaning {
        min-height: 19px;
      }
    `,
  ];

  constructor() {
    super();
    this.pointed = null;
    this.cell = null;
  }

  override willUpdate(): void {
    const { run, navigation } = this.store;
    if (run === null) return;
    const { displacement } = navigation;
    this.#answer.want({ run, displacement });
    const { last } = this.#answer;
    if (last?.question.run !== run) return;
    const place = this.#front(last.question.run, last.found);
    this.#head.want({ run, displacement: last.question.displacement, head: headAt(place, run.model.heads) });
  }

  override render() {
    const { run } = this.store;
    const { last } = this.#answer;
    return html`<underhood-positions-displace-controls .store=${this.store} .run=${run}></underhood-positions-displace-controls>
      <p id="meaning">${this.#meaning()}</p>
      ${last ? this.#drawn(last.question.run, last.found) : nothing}
      <footer><p role="status">${last ? this.#read(last.question.run, last.found) : nothing}</p></footer>`;
  }

  /** What the displacement is, and what follows from how this model knows positions. */
  #meaning(): string {
    const { displacement } = this.store.navigation;
    const kind = kindOf(displacement);
    const { positions } = this.store.run!;
    if (displacement.kind === 'scale' && kind === 'scale') {
      return this.strings(`positions.model.meaning.scale.${positions.kind}`, {
        factor: formatMark(displacement.factor),
      });
    }
    if (displacement.kind === 'shift') {
      const { by } = displacement;
      return this.strings(`positions.model.meaning.shift.${positions.kind}`, { by, next: by + 1 });
    }
    return this.strings(`positions.model.meaning.${kind as 'asIs' | 'zero' | 'shuffle'}`);
  }

  #drawn(run: LoadedPlacement, { asIs, now }: Pair<Displaced>) {
    const front = this.#front(run, { asIs, now });
    const { head: pinned } = this.store.navigation;
    const isWithout = kindOf(now.displacement) === 'zero';
    return html`<div class="sides">
      <section>
        <h2>${this.strings('positions.model.told')}</h2>
        <underhood-positions-told
          .store=${this.store}
          .run=${run}
          .told=${isWithout ? null : now.positions}
        ></underhood-positions-told>
      </section>
      <section>
        <h2>${this.strings('positions.model.next')}</h2>
        <underhood-positions-next .store=${this.store} .asIs=${asIs} .now=${now}></underhood-positions-next>
      </section>
      <section>
        <h2>${this.strings('positions.model.allHeads')}</h2>
        <underhood-positions-moved-heads
          .store=${this.store}
          .model=${run.model}
          .displaced=${now}
          .pinned=${pinned === null ? null : placeOfHead(pinned, run.model)}
          .front=${front}
          @point=${({ detail }: CustomEvent<number | null>) => {
            this.pointed = detail;
          }}
          @pick=${({ detail }: CustomEvent<number>) => this.store.navigate({ head: headAt(detail, run.model.heads) })}
          @unpin=${() => this.store.navigate({ head: null })}
        ></underhood-positions-moved-heads>
        <p class="dim">${this.strings('positions.model.movedMeaning')}</p>
      </section>
      <section>${this.#pair()}</section>
    </div>`;
  }

  #pair() {
    const { last } = this.#head;
    if (last === null) return nothing;
    const { run, head } = last.question;
    return html`<h2>${this.strings('attention.headName', { ...head })}</h2>
      <underhood-positions-head-pair
        .store=${this.store}
        .run=${run}
        .asIs=${last.found.asIs}
        .now=${last.found.now}
        @point=${({ detail }: CustomEvent<Cell | null>) => {
          this.cell = detail;
        }}
      ></underhood-positions-head-pair>
      <div class="controls">
        <underhood-scale-legend .store=${this.store} .scale=${weightScale(false)}></underhood-scale-legend>
        <span class="dim">${this.strings('attention.meaning.pattern')}</span>
      </div>
      ${this.#table(run, last.found)}`;
  }

  /** The row in front as numbers. */
  #table({ texts: { tokens } }: LoadedPlacement, { asIs, now }: Pair<DisplacedHead>) {
    const { length } = now;
    const query = Math.min(this.cell?.query ?? length - 1, length - 1);
    const rowOf = ({ pattern }: DisplacedHead) => pattern.subarray(query * length, query * length + query + 1);
    const lines = [
      { name: this.strings('positions.model.asItIs'), y: rowOf(asIs) },
      { name: this.strings('positions.model.displaced'), y: rowOf(now) },
    ];
    return html`<underhood-curve-table
      .store=${this.store}
      .picture=${{ lines, x: this.strings('attention.tableKey') }}
      .label=${this.strings('positions.model.rowTable', { query: tokens[query].label })}
      .nameOfRow=${(_: number, key: number) => tokens[key].label}
    ></underhood-curve-table>`;
  }

  #front({ model }: LoadedPlacement, { now }: Pair<Displaced>): number {
    const { head } = this.store.navigation;
    if (this.pointed !== null) return Math.min(now.moved.length - 1, this.pointed);
    return head === null ? placeOfLargest(now.moved) : placeOfHead(head, model);
  }

  #read(run: LoadedPlacement, { asIs, now }: Pair<Displaced>): string {
    if (this.cell !== null && this.#head.last !== null) return this.#readCell(this.cell);
    const [likeliest, before] = [now.next[0], asIs.next[0]];
    const token = textOfEntry(likeliest).label;
    const probability = formatProbability(likeliest.probability);
    if (now.displacement.kind === 'asIs') return this.strings('positions.model.readAsIs', { token, probability });
    const { heads } = run.model;
    if (this.pointed !== null) {
      const front = this.#front(run, { asIs, now });
      const moved = formatNumber(now.moved[front]);
      return this.strings('positions.model.readHead', { ...headAt(front, heads), moved });
    }
    if (Math.max(...now.moved) < rounding) return this.strings('positions.model.readNothing');
    const most = placeOfLargest(now.moved);
    return this.strings(likeliest.id === before.id ? 'positions.model.readStays' : 'positions.model.readChanges', {
      token,
      probability,
      was: textOfEntry(before).label,
      before: formatProbability(before.probability),
      divergence: formatNumber(now.divergence),
      ...headAt(most, heads),
      moved: formatNumber(now.moved[most]),
    });
  }

  #readCell({ query, key }: Cell): string {
    const { question, found } = this.#head.last!;
    const { tokens } = question.run.texts;
    const { length } = found.now;
    if (query >= length || key >= length) return '';
    const place = query * length + key;
    return this.strings(key > query ? 'positions.model.readLater' : 'positions.model.readCell', {
      ...question.head,
      query: tokens[query].label,
      key: tokens[key].label,
      before: formatNumber(found.asIs.pattern[place]),
      now: formatNumber(found.now.pattern[place]),
    });
  }
}
