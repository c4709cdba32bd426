import assert from 'node:assert/strict';

/** A probability as the page writes it, read back. */
function read(text: string): number {
  const [mantissa, exponent] = text.replace('≈ ', '').split('\u00a0×\u00a010⁻');
  const digits = [...(exponent ?? '0')].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹0'.indexOf(digit) % 10).join('');
  return Number(mantissa) * 10 ** -Number(digits);
}

/** Whether a probability is shown to four digits. */
export const near = (shown: string, value: number, what = '') =>
  assert.ok(Math.abs(read(shown) - value) <= 1e-9 + 6e-4 * value, `${what} ${shown} is not ${value}`);
