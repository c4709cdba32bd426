import type { Table, TableValue } from '../../src/export/table.ts';
import { StoreElement } from '../parts/element.ts';

/** The tables of all that is shown: what elements tell of what they draw, and tables that stand on the page. */
export function tablesOf(roots: readonly Element[]): Table[] {
  const found = roots.flatMap(ofElement);
  const names = found.map(({ name }) => name);
  return found.map((table, place) => {
    const same = names.slice(0, place).filter((name) => name === table.name).length;
    return same === 0 ? table : { ...table, name: `${table.name} ${same + 1}` };
  });
}

function ofElement(element: Element): Table[] {
  const { display, visibility } = getComputedStyle(element);
  if (display === 'none' || visibility === 'hidden' || element.matches('.hidden')) return [];
  if (element instanceof StoreElement) {
    const own = element.tables();
    if (own.length > 0) return [...own];
  }
  if (element instanceof HTMLTableElement) return [tableOf(element)];
  return [...(element.shadowRoot ?? element).children].flatMap(ofElement);
}

/** A table as it stands on the page. */
function tableOf(table: HTMLTableElement): Table {
  const heads = [...(table.tHead?.rows ?? [])].at(-1);
  const body = [...table.rows].filter((row) => row.parentElement !== table.tHead);
  const most = Math.max(heads?.cells.length ?? 0, ...body.map(({ cells }) => cells.length));
  const columns = Array.from({ length: most }, (_, i) => (heads?.cells[i] && textOf(heads.cells[i])) || String(i + 1));
  const rows = body.map((row) => Array.from({ length: most }, (_, i) => (row.cells[i] ? value(row.cells[i]) : null)));
  return { name: table.caption?.textContent?.trim() ?? table.ariaLabel ?? '', columns, rows };
}

function value(cell: HTMLTableCellElement): TableValue {
  const text = textOf(cell);
  const number = text.replace('−', '-').replaceAll(/(?<=\d),(?=\d{3})/g, '');
  if (/^-?\d+(\.\d+)?$/.test(number)) return Number(number);
  return text === '' || text === '–' ? null : text;
}

/** As it is seen: `innerText` leaves out what style sheets hide. */
function textOf(cell: HTMLTableCellElement): string {
  const copy = cell.cloneNode(true) as HTMLElement;
  for (const hidden of copy.querySelectorAll('.hidden, button')) hidden.remove();
  return (copy.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
}
