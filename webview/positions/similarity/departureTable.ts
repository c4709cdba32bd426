import { html } from 'lit';
import { type SchemeName, schemeNames } from '../../../src/positions/scheme.ts';
import type { ByDistance } from '../../../src/positions/similarity.ts';
import { formatNumber } from '../../shell/numbers.ts';
import type { Strings } from '../../shell/strings.ts';

/** Below this, what departs is rounding. */
const rounding = 1e-4;

/**
 * How much of each scheme's similarity does not come from the distance.
 * @param foundOf what is known of a scheme; undefined where nothing is
 */
export function departureTable(
  shown: SchemeName,
  foundOf: (scheme: SchemeName) => ByDistance | undefined,
  strings: Strings,
) {
  return html`<h2 class="below" id="departures">${strings('positions.similarity.departures')}</h2>
    <p class="dim">${strings('positions.similarity.departuresMeaning')}</p>
    <table aria-labelledby="departures">
      <thead>
        <tr>
          <th scope="col">${strings('positions.similarity.scheme')}</th>
          <th scope="col">${strings('positions.similarity.departure')}</th>
          <th scope="col"><span class="hidden">${strings('positions.similarity.meaning')}</span></th>
        </tr>
      </thead>
      <tbody>
        ${schemeNames.map((name) => {
          const found = foundOf(name);
          return html`<tr class=${name === shown ? 'shown' : ''} data-scheme=${name}>
            <th scope="row">${strings(`positions.scheme.${name}`)}</th>
            <td class="number">${found ? formatNumber(found.departure) : '–'}</td>
            <td class="dim">${meaningOf(name, found, strings)}</td>
          </tr>`;
        })}
      </tbody>
    </table>`;
}

function meaningOf(name: SchemeName, found: ByDistance | undefined, strings: Strings): string {
  if (name === 'none') return strings('positions.schemes.nothing');
  if (found === undefined) return strings('positions.similarity.notHere');
  if (Number.isNaN(found.departure)) return strings('positions.similarity.allAlike');
  if (found.departure < rounding) return strings('positions.similarity.onlyDistance');
  return name === 'index' ? strings('positions.similarity.grows') : '';
}
