import { css, html, nothing } from 'lit';
import { collapseOf, largestGap, sameCurve } from '../../../src/positions/raceVerdict.ts';
import type { SchemeName } from '../../../src/positions/scheme.ts';
import type { Contestant, RaceState } from '../../../src/protocol/race.ts';
import { controls, StoreElement } from '../../parts/element.ts';
import { formatMagnitude, formatNumber } from '../../shell/numbers.ts';
import type { PositionsStore } from '../store.ts';
import { signed } from './contestants.ts';
import { type SeedSpread, type Spread, seedSpread } from './standings.ts';

/** What the race says about what the essay claims, with the numbers, and how much other seeds say the same. */
export class RaceVerdict extends StoreElement<PositionsStore> {
  static override properties = { ...StoreElement.properties, race: { attribute: false } };
  declare race: RaceState;

  static override styles = [
    controls,
    css`
      h2 {
        margin: 16px 0 4px;
        font-size: 13px;
      }
      p {
        max-width: 110ch;
        margin: 4px 0;
      }
      .verdict {
        font-weight: 600;
      }
      .scroll {
        overflow-x: auto;
      }
      table {
        border-collapse: collapse;
      }
      th,
      td {
        padding: 2px 24px 2px 0;
        text-align: left;
        font-weight: normal;
        white-space: nowrap;
      }
      thead th {
        color: var(--vscode-descriptionForeground);
      }
    `,
  ];

  override render() {
    const spread = seedSpread(this.store.state!.races, this.race.settings);
    return html`${this.#claim(spread)} ${this.#erased()} ${spread === null ? nothing : this.#seeds(spread)}`;
  }

  /** That pure sine collapses on longer sentences. */
  #claim(spread: SeedSpread | null) {
    const { race } = this;
    const collapse = collapseOf((scheme) => this.#of(scheme)?.byPosition);
    const { trainedLength: length } = race;
    return html`<h2>${this.strings('positions.race.claim')}</h2>
      ${
        collapse === null
          ? html`<p id="verdict">${this.strings('positions.race.verdictLater')}</p>`
          : html`<p id="verdict" data-verdict=${collapse.verdict}>
              <span class="verdict">${this.strings(`positions.race.verdict.${collapse.verdict}`)}</span>
              ${this.strings(`positions.race.verdictNumbers`, {
                length,
                pureSine: signed(collapse.pureSine),
                sinusoid: signed(collapse.sinusoid),
                learned: signed(collapse.learned),
              })}
              ${spread === null ? this.strings('positions.race.oneSeed', { seed: race.settings.seed }) : nothing}
            </p>`
      }`;
  }

  /** Whether index times vector learned anything that no positions did not. */
  #erased() {
    const [none, index] = [this.#of('none'), this.#of('index')];
    if (none?.byPosition === undefined || index?.byPosition === undefined) return nothing;
    const gap = largestGap(none.evaluations, index.evaluations);
    if (gap === null) return nothing;
    return html`<p id="erased">
      ${this.strings(gap < sameCurve ? 'positions.race.erased' : 'positions.race.notErased', { gap: formatMagnitude(gap) })}
    </p>`;
  }

  #seeds({ seeds, schemes, verdicts }: SeedSpread) {
    const name = this.strings('positions.race.seeds', { count: seeds.length, seeds: seeds.join(', ') });
    const { trainedLength: length } = this.race;
    const cell = ({ least, mean, most }: Spread, format: (value: number) => string) =>
      html`<td>${format(mean)} <span class="dim">${format(least)} … ${format(most)}</span></td>`;
    return html`<h2 id="seeds-name">${name}</h2>
      <p id="seeds">
        ${this.strings('positions.race.seedVerdicts', {
          agreeing: verdicts.true,
          half: verdicts.roughly,
          disagreeing: verdicts.false,
          count: seeds.length,
        })}
      </p>
      <div class="scroll" role="group" tabindex="0" aria-labelledby="seeds-name">
        <table>
          <thead>
            <tr>
              <th scope="col">${this.strings('positions.similarity.scheme')}</th>
              <th scope="col">${this.strings('positions.race.within', { length })}</th>
              <th scope="col">${this.strings('positions.race.beyond', { length })}</th>
              <th scope="col">${this.strings('positions.race.rise')}</th>
            </tr>
          </thead>
          <tbody>
            ${schemes.map(
              ({ scheme, within, beyond, rise }) => html`<tr>
                <th scope="row">${this.strings(`positions.scheme.${scheme}`)}</th>
                ${cell(within, formatNumber)} ${cell(beyond, formatNumber)} ${cell(rise, signed)}
              </tr>`,
            )}
          </tbody>
        </table>
      </div>`;
  }

  #of(name: SchemeName): Contestant | undefined {
    return this.race.contestants.find(({ scheme }) => scheme === name);
  }
}
