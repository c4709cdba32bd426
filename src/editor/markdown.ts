/** Whatever Markdown, or HTML in it, would take as its own. */
const meant = /[\\`*_{}[\]()<>#+\-.!|~&:"'$^=@/]/g;

/** A text that Markdown shows as it is, in a table too; an entity is nowhere taken as markup. */
export function literal(text: string): string {
  return text.replace(meant, (character) => `&#${character.codePointAt(0)};`);
}

/** A table whose cells are Markdown. */
export function markdownTable(
  columns: readonly { readonly title: string; readonly align: 'left' | 'right' }[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  // VS Code puts hardly any space between columns.
  const spaced = (cells: readonly string[]) => line(cells.map((cell, index) => (index === 0 ? cell : `&ensp;${cell}`)));
  const rule = columns.map(({ align }) => (align === 'left' ? ':---' : '---:'));
  return [spaced(columns.map(({ title }) => title)), line(rule), ...rows.map(spaced)].join('\n');
}
