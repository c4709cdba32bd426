const minus = '\u2212';
const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** A number for a person: whole ones as they are, others to four significant digits or so many, with a real minus sign. */
export function writtenNumber(value: number, digits = 4): string {
  if (Number.isNaN(value)) return '–';
  if (value < 0) return minus + writtenNumber(-value, digits);
  if (value === Number.POSITIVE_INFINITY) return '∞';
  // Whole from a thousand on, or wherever there are no digits for more.
  const whole = Math.min(3, digits);
  if (Number.isInteger(value) || value >= 10 ** whole - 0.5 * 10 ** (whole - digits))
    return value < 1e15 ? grouped.format(value) : scientific(value, digits);
  return value < 0.0001 ? scientific(value, digits) : value.toPrecision(digits);
}

/** Numbers that stand below each other: where some are not whole, the others, but for 0, show their digits as well. */
export function writtenAlike(values: readonly number[]): string[] {
  const areWhole = values.every((value) => !Number.isFinite(value) || Number.isInteger(value));
  return values.map((value) => {
    const isShort = Number.isInteger(value) && value !== 0 && Math.abs(value) < 1000;
    return isShort && !areWhole ? value.toPrecision(4).replace('-', minus) : writtenNumber(value);
  });
}

/** With so many decimals. */
export function fixed(value: number, decimals: number): string {
  return value.toFixed(decimals).replace('-', minus);
}

/** A share in percent, with so many decimals, on one line: 81.3 %. */
export function percent(share: number, decimals = 1): string {
  return `${fixed(share * 100, decimals)}\u00a0%`;
}

/** An amount of memory, in powers of a thousand, on one line: 16.8 MB. */
export function writtenBytes(bytes: number): string {
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return `${step === 0 ? bytes : (bytes / 1000 ** step).toPrecision(3)}\u00a0${units[step]}`;
}

const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB'];
const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** 10⁶, of the exponent 6. */
export function powerOfTen(exponent: number): string {
  const digits = [...String(Math.abs(Math.round(exponent)))].map((digit) => superscripts[Number(digit)]).join('');
  return `10${exponent < -0.5 ? '⁻' : ''}${digits}`;
}

function scientific(value: number, digits: number): string {
  const [mantissa, exponent] = value.toExponential(digits - 1).split('e');
  // On one line.
  return `${mantissa}\u00a0×\u00a0${powerOfTen(Number(exponent))}`;
}
