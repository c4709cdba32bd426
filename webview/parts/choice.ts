import { html, type TemplateResult } from 'lit';

interface Choice<Value extends string> {
  readonly id: string;
  readonly label: string;
  readonly values: readonly Value[];
  readonly chosen: Value;
  readonly nameOf: (value: Value) => string;
  readonly choose: (value: Value) => void;
}

/** One of a few, from a list that opens, with its label. */
export function choice<Value extends string>({
  id,
  label,
  values,
  chosen,
  nameOf,
  choose,
}: Choice<Value>): TemplateResult {
  return html`<label>
    ${label}
    <select id=${id} @change=${(event: Event) => choose(values[(event.target as HTMLSelectElement).selectedIndex])}>
      ${values.map((value) => html`<option value=${value} .selected=${value === chosen}>${nameOf(value)}</option>`)}
    </select>
  </label>`;
}
