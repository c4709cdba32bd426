import { shortest, type Table, type TableValue } from './table.ts';

/**
 * Tables as CSV by RFC 4180: lines end in CR LF, the first is the header, text stands in quotes. UTF-8, without a byte
 * order mark. Several tables follow each other, each under a line with its name, with an empty line between them.
 * A spreadsheet takes text that begins with =, +, −, @, a tab or a line break for a formula: it gets an apostrophe in front.
 */
export function csvOf(tables: readonly Table[]): string {
  const written = tables.map(({ name, columns, rows }) => {
    const lines = [columns, ...rows].map((row) => row.map(field).join(','));
    return [...(tables.length > 1 ? [field(name)] : []), ...lines].map((line) => `${line}\r\n`).join('');
  });
  return written.join('\r\n');
}

function field(value: TableValue): string {
  if (value === null) return '';
  if (typeof value === 'string') return `"${guarded(value).replaceAll('"', '""')}"`;
  if (Number.isNaN(value)) return '';
  return String(shortest(value));
}

function guarded(text: string): string {
  return /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text;
}
