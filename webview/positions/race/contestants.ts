import { css, html, nothing } from 'lit';
import { partName } from '../../../src/localisation.ts';
import type { SchemeName } from '../../../src/positions/scheme.ts';
import type { Contestant, RaceState } from '../../../src/protocol/race.ts';
import { isUnderWay } from '../../../src/protocol/training.ts';
import { controls, StoreElement } from '../../parts/element.ts';
import { lineSample } from '../../parts/lineSample.ts';
import { cssProperties } from '../../shell/cssProperties.ts';
import { formatClock, formatCount, formatNumber } from '../../shell/numbers.ts';
import type { PositionsStore } from '../store.ts';
import { schemeStyles } from './racePictures.ts';
import { bestOf } from './standings.ts';

/** Everybody in the race: how far they are, and how they came out. Tells of the one that is pointed at (`point`). */
export class Contestants extends StoreElement<PositionsStore> {
  static override properties = {
    ...StoreElement.properties,
    race: { attribute: false },
    front: { attribute: false },
  };
  declare race: RaceState;
  /** The scheme that is pointed at, here or in a chart. */
  declare front: SchemeName | null;

  static override styles = [
    controls,
    css`
      .scroll {
        overflow-x: auto;
      }
      table {
        width: 100%;
        border-collapse: collapse;
      }
      th,
      td {
        height: 28px;
        padding: 1px 10px 1px 0;
        text-align: right;
        font-weight: normal;
        white-space: nowrap;
      }
      thead th {
        color: var(--vscode-descriptionForeground);
      }
      th:first-child,
      .doing,
      .act {
        text-align: left;
      }
      svg {
        margin-right: 8px;
        vertical-align: middle;
      }
      .front {
        background: var(--vscode-list-hoverBackground);
        outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
      }
      .best {
        font-weight: 600;
      }
      .best::after {
        content: ' ★';
      }
      .bar {
        display: inline-block;
        width: 64px;
        height: 4px;
        margin-left: 8px;
        vertical-align: middle;
        background: var(--vscode-panel-border, var(--vscode-contrastBorder));
      }
      .bar i {
        display: block;
        height: 100%;
        background: var(--vscode-progressBar-background);
        transform: scaleX(var(--share));
        transform-origin: left;
      }
    `,
  ];

  override render() {
    const { race } = this;
    const best = { within: bestOf(race, 'within')?.scheme, beyond: bestOf(race, 'beyond')?.scheme };
    const name = this.strings('positions.race.contestants');
    return html`<div class="scroll" role="group" tabindex="0" aria-label=${name}>
      <table @pointerleave=${() => this.#point(null)}>
        <thead>
          <tr>
            <th scope="col">${this.strings('positions.similarity.scheme')}</th>
            <th scope="col" class="doing">${this.strings('positions.race.progress')}</th>
            <th scope="col">${this.strings('positions.race.heldOut')}</th>
            <th scope="col">${this.strings('positions.race.within', { length: race.trainedLength })}</th>
            <th scope="col">${this.strings('positions.race.beyond', { length: race.trainedLength })}</th>
            <th scope="col">${this.strings('positions.race.rise')}</th>
            <th scope="col">${this.strings('positions.race.time')}</th>
            <th scope="col" class="act">${this.strings('positions.race.look')}</th>
          </tr>
        </thead>
        <tbody>
          ${race.contestants.map((contestant) => this.#row(contestant, best))}
        </tbody>
      </table>
    </div>`;
  }

  #row(contestant: Contestant, best: { readonly within?: SchemeName; readonly beyond?: SchemeName }) {
    const { scheme, evaluations, byPosition, seconds, folder } = contestant;
    const name = this.strings(`positions.scheme.${scheme}`);
    const last = evaluations.at(-1);
    const mean = (where: 'within' | 'beyond') =>
      html`<td class=${scheme === best[where] ? 'best' : ''}>${byPosition ? formatNumber(byPosition[where]) : ''}</td>`;
    return html`<tr
      data-scheme=${scheme}
      class=${scheme === this.front ? 'front' : ''}
      @pointerenter=${() => this.#point(scheme)}
    >
      <th scope="row">${lineSample(schemeStyles(this.theme)[scheme])}${name}</th>
      <td class="doing">${this.#doing(contestant)}</td>
      <td>${last ? formatNumber(last.loss) : ''}</td>
      ${mean('within')} ${mean('beyond')}
      <td>${byPosition ? signed(byPosition.beyond - byPosition.within) : ''}</td>
      <td>${seconds > 0 ? formatClock(seconds) : ''}</td>
      <td class="act">
        ${
          folder === undefined
            ? nothing
            : html`<button
                id="explain-${scheme}"
                aria-label=${this.strings('positions.race.explainScheme', { scheme: name })}
                @click=${() => void this.store.attempt(this.store.host.request('explainContestant', { scheme }))}
              >
                ${this.strings('positions.race.explain')}
              </button>`
        }
      </td>
    </tr>`;
  }

  #doing({ phase, step, error }: Contestant) {
    const { steps } = this.race.settings;
    const text = this.strings(`positions.race.phase.${phase}`, { step: formatCount(step), steps: formatCount(steps) });
    if (error) {
      const { step: at, block } = error.parameters;
      const where = { step: formatCount(Number(at)), block: partName(this.store.state!.language, String(block)) };
      return html`<span>${this.strings('positions.race.diverged', where)}</span>`;
    }
    if (!isUnderWay(phase)) return html`<span>${text}</span>`;
    return html`<span>${text}</span>
      <span class="bar" aria-hidden="true"><i ${cssProperties({ '--share': String(step / steps) })}></i></span>`;
  }

  #point(scheme: SchemeName | null): void {
    if (scheme !== this.front) this.dispatchEvent(new CustomEvent('point', { detail: scheme }));
  }
}

/** A difference, with its sign. */
export function signed(value: number): string {
  return value > 0 ? `+${formatNumber(value)}` : formatNumber(value);
}
