import { css, html, nothing } from 'lit';
import { choiceStyle } from '../../parts/choiceStyle.ts';
import { StoreElement } from '../../parts/element.ts';
import { sidesStyle } from '../../parts/sidesStyle.ts';
import { viewStyle } from '../../parts/viewStyle.ts';
import { formatNumber, formatProbability } from '../../shell/numbers.ts';
import type { ShownSystem, ShownWriting } from '../shownSystem.ts';
import type { TranslateStore } from '../store.ts';
import { systemChoice } from '../systemChoice.ts';
import { type Moment, momentAt } from './replay.ts';

const canWrite = ({ writing }: ShownSystem) => writing !== null;

/** Writing, replayed: what is read, what could come next, what goes on; and the attention that grows row by row. */
export class StepsView extends StoreElement<TranslateStore> {
  static override styles = [
    ...viewStyle,
    choiceStyle,
    sidesStyle,
    css`
      underhood-translate-step-bar {
        flex: 1 1 320px;
        max-width: 640px;
      }
      .sides {
        margin-top: 8px;
      }
      h2 {
        margin-top: 12px;
      }
      .candidates {
        min-height: 250px;
      }
    `,
  ];

  override render() {
    const { store } = this;
    const system = store.front(canWrite);
    if (system === null)
      return html`<p>${this.strings('translate.noWriter')}</p><footer><p role="status"></p></footer>`;
    const writing = system.writing!;
    const count = writing.steps.length;
    const step = Math.min(store.navigation.step ?? 0, count);
    const moment = momentAt(writing, step);
    const beam = Math.min(store.navigation.beam, moment.texts.length - 1);
    return html`<div class="controls">
        ${systemChoice(store, canWrite)}
        <underhood-translate-step-bar
          .store=${store}
          .step=${step}
          .count=${count}
          .text=${this.#at(step, count)}
          @step=${({ detail }: CustomEvent<number>) => store.navigate({ step: detail })}
        ></underhood-translate-step-bar>
      </div>
      <div class="sides">
        <section>${this.#writing(writing, moment, beam)}</section>
        <section>
          <underhood-translate-growing .store=${store} .system=${system} .step=${step}></underhood-translate-growing>
        </section>
      </div>
      <footer><p role="status">${this.#read(system, writing, moment, beam)}</p></footer>`;
  }

  #at(step: number, count: number): string {
    return this.strings(step === count ? 'translate.atEnd' : 'translate.atStep', { step, count });
  }

  #writing(writing: ShownWriting, moment: Moment, beam: number) {
    const { store } = this;
    const text = moment.texts[beam];
    return html`<underhood-translate-beams
        .store=${store}
        .writing=${writing}
        .moment=${moment}
        .front=${beam}
        @pick=${({ detail }: CustomEvent<number>) => store.navigate({ beam: detail })}
      ></underhood-translate-beams>
      <div class="candidates">
        ${
          moment.isOver
            ? html`<p>${this.strings(store.run!.beams === 1 ? 'translate.overGreedy' : 'translate.overBeam')}</p>`
            : html`<h2>${this.strings('translate.candidates')}</h2>
                <underhood-translate-candidates
                  .store=${store}
                  .writing=${writing}
                  .candidates=${text.candidates}
                ></underhood-translate-candidates>`
        }
      </div>
      ${store.run!.beams === 1 ? nothing : html`<p class="dim">${this.strings('translate.beamMeaning')}</p>`}`;
  }

  #read(system: ShownSystem, writing: ShownWriting, moment: Moment, beam: number): string {
    const name = this.store.nameOf(system);
    const { tokens, candidates, score } = moment.texts[beam];
    const labelOf = (id: number) => writing.labels.get(id) ?? '';
    if (moment.isOver) {
      const count = moment.texts.length;
      const known = { system: name, text: writing.text, count, score: formatNumber(score) };
      return this.strings(count === 1 ? 'translate.readEnded' : 'translate.readFinished', known);
    }
    const [first] = candidates;
    const read = this.strings('translate.start') + tokens.map(labelOf).join('');
    const known = { system: name, read, token: labelOf(first.id), probability: formatProbability(first.probability) };
    if (moment.texts.length === 1) return this.strings('translate.readStep', known);
    const on = moment.texts.flatMap((text) => text.candidates.filter(({ goesOn }) => goesOn)).length;
    return this.strings('translate.readBeams', { ...known, beam: beam + 1, score: formatNumber(score), on });
  }
}
