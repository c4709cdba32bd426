import { html, type TemplateResult } from 'lit';

interface NumberInput {
  readonly id: string;
  readonly label: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  /** Whole numbers where absent. */
  readonly step?: number;
  readonly choose: (value: number) => void;
}

/** A number to be typed, with its label. */
export function numberInput({ id, label, value, least, most, step = 1, choose }: NumberInput): TemplateResult {
  return html`<label>
    ${label}
    <input
      id=${id}
      type="number"
      min=${least}
      max=${most}
      step=${step}
      .value=${String(value)}
      @change=${({ target }: Event) => choose(typedNumber(target as HTMLInputElement, value, least, most, step === 1))}
    />
  </label>`;
}

/** What was typed, as the nearest that is allowed: so it stands in the input from then on. What is no number changes nothing. */
export function typedNumber(
  input: HTMLInputElement,
  before: number,
  least: number,
  most: number,
  isWhole = true,
): number {
  const typed = isWhole ? Math.round(input.valueAsNumber) : input.valueAsNumber;
  const value = Number.isNaN(typed) ? before : Math.max(least, Math.min(most, typed));
  input.value = String(value);
  return value;
}
