import { css, html } from 'lit';
import { type EssayClaim, essayExample } from '../../src/analysis/essayTemperature.ts';
import { barStyle } from '../parts/barStyle.ts';
import { controls, StoreElement } from '../parts/element.ts';
import { cssProperties } from '../shell/cssProperties.ts';
import { formatMark, formatNumber, formatProbability } from '../shell/numbers.ts';
import type { NextTokenStore } from './store.ts';

const example = essayExample();
const signs = { true: '✓', roughly: '≈', false: '✕' } as const;

/** The essay's own numbers, computed here: what it says of temperature, and whether that holds. */
export class ExampleView extends StoreElement<NextTokenStore> {
  static override styles = [
    controls,
    barStyle,
    css`
      p {
        max-width: 84ch;
      }
      .scroll {
        overflow-x: auto;
      }
      table {
        border-collapse: collapse;
        margin: 16px 0;
      }
      caption {
        padding-bottom: 4px;
        text-align: left;
      }
      th,
      td {
        padding: 2px clamp(8px, 2vw, 24px) 2px 0;
        text-align: left;
        font-weight: normal;
        vertical-align: bottom;
      }
      thead th {
        max-width: clamp(104px, 15vw, 180px);
        font-weight: 600;
        border-bottom: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder));
      }
      td {
        font-family: var(--vscode-editor-font-family, monospace);
      }
      .track {
        display: block;
        width: clamp(72px, 12vw, 120px);
        height: 8px;
      }
      ol {
        padding: 0;
        list-style: none;
      }
      li {
        display: grid;
        grid-template-columns: 96px minmax(0, 1fr);
        gap: 0 16px;
        max-width: 100ch;
        padding: 8px 0;
        border-top: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder));
      }
      .verdict {
        font-weight: 700;
      }
    `,
  ];

  override render() {
    const { tokens, logits, probabilities, softened, sharpened } = example;
    const columns = [
      { title: this.strings('nextToken.exampleModel', { temperature: 1 }), values: probabilities },
      {
        title: this.strings('nextToken.exampleModel', { temperature: formatNumber(softened.temperature) }),
        values: softened.probabilities,
      },
      { title: this.strings('nextToken.exampleSaid'), values: sharpened.given, format: formatMark },
      {
        title: this.strings('nextToken.exampleSharpened', { temperature: sharpened.temperature }),
        values: sharpened.probabilities,
      },
    ];
    return html`<p>${this.strings('nextToken.exampleAbout')}</p>
      <div class="scroll" tabindex="0" role="region" aria-label=${this.strings('nextToken.exampleTable')}>
        <table>
          <caption class="dim">
            ${this.strings('nextToken.exampleTable')}
          </caption>
          <thead>
            <tr>
              <th scope="col">${this.strings('nextToken.token')}</th>
              <th scope="col">${this.strings('nextToken.logit')}</th>
              ${columns.map(({ title }) => html`<th scope="col">${title}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${tokens.map(
              (token, place) => html`<tr>
                <th scope="row"><span class="token">${token}</span></th>
                <td>${logits[place]}</td>
                ${columns.map(
                  ({ values, format = formatProbability }) => html`<td>
                    ${format(values[place])}
                    <span class="track"><i ${cssProperties({ '--share': String(values[place]) })}></i></span>
                  </td>`,
                )}
              </tr>`,
            )}
          </tbody>
        </table>
      </div>
      <ol>
        ${example.claims.map((claim) => this.#claim(claim))}
      </ol>`;
  }

  #claim({ about, said, computed, verdict }: EssayClaim) {
    const { logits, tokens, sharpened } = example;
    const computedText = about === 'temperature' ? formatNumber(computed) : formatProbability(computed);
    const parameters = {
      logits: logits.join(', '),
      given: sharpened.given.map(formatMark).join(', '),
      results: [...sharpened.probabilities].map(formatProbability).join(', '),
      token: tokens[tokens.length - 1],
      target: formatMark(example.claims[0].said),
      said: formatMark(said),
      computed: computedText,
      temperature: sharpened.temperature,
    };
    return html`<li data-claim=${about} class=${verdict}>
      <span class="verdict">${signs[verdict]} ${this.strings(`nextToken.verdict.${verdict}`)}</span>
      <span>${this.strings(`nextToken.claim.${about}`, parameters)}</span>
    </li>`;
  }
}
