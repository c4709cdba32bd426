const minus = '\u2212';
const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/**
 * A measured number for a person: four significant digits and a real minus sign. "0" means exactly zero; what only
 * rounds to zero at four decimals reads "≈ 0".
 */
export function formatNumber(value: number): string {
  if (Number.isNaN(value)) return '–';
  if (value === 0) return '0';
  if (Math.abs(value) < 0.00005) return '≈ 0';
  if (value < 0) return minus + formatNumber(-value);
  if (value === Number.POSITIVE_INFINITY) return '∞';
  if (value >= 9999.5) return grouped.format(value);
  return Number.isInteger(value) ? String(value) : value.toPrecision(4);
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** A probability, however small: 0.6132, 3.815 × 10⁻⁶. What only rounds to certainty has six decimals, or reads "≈ 1". */
export function formatProbability(value: number): string {
  if (Number.isNaN(value)) return '–';
  if (value === 0 || value === 1) return String(value);
  if (value >= 0.9999995) return '≈ 1';
  if (value >= 0.99995) return value.toFixed(6);
  return value >= 0.0001 ? value.toPrecision(4) : scientific(value);
}

/** A number of any size: 12.31, −0.0003000, 3.815 × 10⁻⁶. */
export function formatMagnitude(value: number): string {
  if (value < 0) return minus + formatMagnitude(-value);
  return value > 0 && value < 0.0001 ? scientific(value) : formatNumber(value);
}

/** A difference of which only the size matters: 1.2 × 10⁻⁷. */
export function formatDifference(value: number): string {
  return value > 0 && value < 1 ? scientific(value, 2) : formatNumber(value);
}

/** @param digits significant ones */
function scientific(value: number, digits = 4): string {
  const [mantissa, exponent] = value.toExponential(digits - 1).split('e');
  const raised = [...exponent.replace('+', '')].map((sign) => (sign === '-' ? '⁻' : superscripts[Number(sign)]));
  return `${mantissa}\u00a0×\u00a010${raised.join('')}`;
}

/** A share in percent, on one line: 90.03 %, < 0.01 %. "0 %" and "100 %" are exact. */
export function formatPercent(share: number): string {
  if (Number.isNaN(share)) return '–';
  if (share === 0 || share === 1) return `${share * 100}\u00a0%`;
  if (share < 0.0001) return '<\u00a00.01\u00a0%';
  if (share > 0.9999) return '>\u00a099.99\u00a0%';
  return `${(share * 100).toPrecision(share < 0.1 ? 3 : 4)}\u00a0%`;
}

/** A mark on a scale, which is chosen and not measured: as a number, without trailing zeros. */
export function formatMark(value: number): string {
  return formatNumber(value)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');
}

/** A share that is chosen and not measured, in percent: 90 %. */
export function formatPercentMark(share: number): string {
  return `${formatMark(share * 100)}\u00a0%`;
}

/** A count, with thousands apart: 1,024. */
export function formatCount(value: number): string {
  return grouped.format(value);
}

/** A large count in short, on one line: 260 K, 3.1 M, 124 M, 1.1 B. */
export function formatShortCount(value: number): string {
  for (const [size, unit] of [
    [1e9, 'B'],
    [1e6, 'M'],
    [1e3, 'K'],
  ] as const) {
    const scaled = value / size;
    if (scaled >= 0.9995) return `${scaled < 9.95 ? scaled.toFixed(1) : scaled.toFixed(0)}\u00a0${unit}`;
  }
  return String(value);
}

/** A duration in seconds as a clock has it: 0:41, 12:05, 1:02:03. */
export function formatClock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** A duration, on one line: 0.8 ms, 12 ms, 3.4 s. */
export function formatMilliseconds(value: number): string {
  if (value >= 999.5) return `${(value / 1000).toFixed(1)}\u00a0s`;
  return `${value < 9.95 ? value.toFixed(1) : value.toFixed(0)}\u00a0ms`;
}
