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

/** A mark on a scale, which is chosen and not measured: as a number, without trailing zeros. */
export function formatMark(value: number): string {
  return formatNumber(value)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');
}

/** A count, with thousands apart: 1,024. */
export function formatCount(value: number): string {
  return grouped.format(value);
}

/** A large count in short: 260 K, 3.1 M, 124 M, 1.1 B. */
export function formatShortCount(value: number): string {
  for (const [size, unit] of [
    [1e9, 'B'],
    [1e6, 'M'],
    [1e3, 'K'],
  ] as const) {
    const scaled = value / size;
    if (scaled >= 0.9995) return `${scaled < 9.95 ? scaled.toFixed(1) : scaled.toFixed(0)} ${unit}`;
  }
  return String(value);
}

/** A duration: 0.8 ms, 12 ms, 3.4 s. */
export function formatMilliseconds(value: number): string {
  if (value >= 999.5) return `${(value / 1000).toFixed(1)} s`;
  return `${value < 9.95 ? value.toFixed(1) : value.toFixed(0)} ms`;
}
