import { css, html, nothing } from 'lit';
import type { Field } from '../../src/road/field.ts';
import { fieldText, literal } from '../../src/road/message.ts';
import { controls, StoreElement } from '../parts/element.ts';
import type { RoadStore } from './store.ts';
import { parsedNumbers, parsedRows, placeOf, valueAt, writtenNumbers, writtenRows } from './written.ts';

const steps = 200;

/** A control for every setting of the experiment, made from its declaration. */
export class RoadControls extends StoreElement<RoadStore> {
  static override styles = [
    controls,
    css`
      .fields {
        display: grid;
        gap: 10px 16px;
      }
      .field {
        display: grid;
        gap: 2px;
      }
      .field label {
        white-space: normal;
        min-height: 0;
      }
      .pair {
        display: flex;
        gap: 8px;
        align-items: center;
      }
      .pair input[type='range'] {
        flex: 1;
        min-width: 60px;
      }
      input[type='number'] {
        width: 88px;
      }
      input[type='text'],
      textarea,
      select {
        width: 100%;
      }
      textarea {
        font-family: var(--vscode-editor-font-family, monospace);
        resize: vertical;
      }
      p {
        margin: 0;
      }
      .wrong {
        color: var(--vscode-errorForeground);
      }
      .check {
        display: flex;
        gap: 8px;
        align-items: center;
      }
    `,
  ];

  override render() {
    const { experiment } = this.store;
    if (!experiment) return nothing;
    return html`<section class="fields" aria-label=${this.strings('roadPage.settings')}>
      ${Object.entries(experiment.fields).map(([name, field]) => this.#field(name, field))}
    </section>`;
  }

  #field(name: string, field: Field) {
    const { store } = this;
    const experiment = store.experiment!.name;
    const label = store.say(fieldText(experiment, name) ?? literal(name));
    const help = fieldText(experiment, name, '.help');
    const wrong = store.wrong(name);
    return html`<div class="field" data-field=${name}>
      ${field.kind === 'flag' ? this.#flag(name, label) : html`<label for=${name}>${label}</label>${this.#control(name, field, label)}`}
      ${help ? html`<p class="dim">${store.say(help)}</p>` : nothing}
      ${wrong ? html`<p class="wrong" role="alert">${store.say(wrong)}</p>` : nothing}
    </div>`;
  }

  #control(name: string, field: Field, label: string) {
    const { store } = this;
    const value = store.settings[name];
    const isWrong = store.wrong(name) !== undefined;
    const listen = (read: (text: string) => unknown) => (event: Event) =>
      store.choose(name, read((event.target as HTMLInputElement).value));
    switch (field.kind) {
      case 'whole':
      case 'real':
        return this.#number(name, field, value as number, isWrong);
      case 'choice':
        return html`<select id=${name} @change=${listen(String)}>
          ${field.options.map((option) => {
            const text = fieldText(store.experiment!.name, name, `.${option}`) ?? literal(option);
            return html`<option value=${option} ?selected=${option === value}>${store.say(text)}</option>`;
          })}
        </select>`;
      case 'numbers':
        return html`<input
          id=${name}
          type="text"
          title=${this.strings('roadPage.numbersMeaning')}
          aria-invalid=${isWrong}
          .value=${writtenNumbers(value as readonly number[])}
          @change=${listen(parsedNumbers)}
        />`;
      case 'rows': {
        const rows = value as readonly (readonly number[])[];
        return html`<textarea
          id=${name}
          rows=${Math.min(8, rows.length + 1)}
          title=${this.strings('roadPage.rowsMeaning')}
          aria-invalid=${isWrong}
          .value=${writtenRows(rows)}
          @change=${listen(parsedRows)}
        ></textarea>`;
      }
      case 'drawing':
        return html`<underhood-digit-pad
          id=${name}
          .store=${store}
          .value=${value as string}
          .side=${field.side}
          .label=${label}
          @change=${(event: CustomEvent<string>) => store.choose(name, event.detail)}
        ></underhood-digit-pad>`;
      case 'text':
        if (field.maxLength > 200) {
          return html`<textarea id=${name} rows="3" aria-invalid=${isWrong} .value=${value as string} @change=${listen(String)}></textarea>`;
        }
        return html`<input id=${name} type="text" aria-invalid=${isWrong} .value=${value as string} @change=${listen(String)} />`;
      case 'file':
        return html`<input id=${name} type="text" aria-invalid=${isWrong} .value=${value as string} @change=${listen(String)} />`;
      default:
        return nothing;
    }
  }

  /** A slider, and the number itself: a slider cannot be set to every number. */
  #number(name: string, field: Extract<Field, { kind: 'whole' | 'real' }>, value: number, isWrong: boolean) {
    const { store } = this;
    const isWhole = field.kind === 'whole';
    const slide = (event: Event) =>
      store.choose(name, valueAt(field, Number((event.target as HTMLInputElement).value) / steps));
    const type = (event: Event) => {
      const { value: text } = event.target as HTMLInputElement;
      store.choose(name, text.trim() === '' ? Number.NaN : Number(text));
    };
    const isFewSteps = isWhole && field.max - field.min <= steps;
    return html`<div class="pair">
      <input
        type="range"
        aria-label=${store.say(fieldText(store.experiment!.name, name) ?? literal(name))}
        aria-valuetext=${String(value)}
        min=${isFewSteps ? field.min : 0}
        max=${isFewSteps ? field.max : steps}
        step="1"
        .value=${String(isFewSteps ? value : Math.round(placeOf(field, value) * steps))}
        @input=${isFewSteps ? (event: Event) => store.choose(name, Number((event.target as HTMLInputElement).value)) : slide}
      />
      <input
        id=${name}
        type="number"
        min=${field.min}
        max=${field.max}
        step=${isWhole ? '1' : 'any'}
        aria-invalid=${isWrong}
        .value=${String(value)}
        @change=${type}
      />
    </div>`;
  }

  #flag(name: string, label: string) {
    const { store } = this;
    const change = (event: Event) => store.choose(name, (event.target as HTMLInputElement).checked);
    return html`<label class="check">
      <input id=${name} type="checkbox" .checked=${store.settings[name] === true} @change=${change} />${label}
    </label>`;
  }
}
