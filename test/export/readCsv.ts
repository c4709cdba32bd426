import assert from 'node:assert/strict';

/** RFC 4180, read by its grammar: the fields of every line, each as text; an empty line has none. */
export function readCsv(csv: string): string[][] {
  assert.ok(csv.endsWith('\r\n'));
  const rows: string[][] = [[]];
  const field = /"((?:[^"]|"")*)"|([^",\r\n]*)/y;
  let at = 0;
  while (at < csv.length) {
    if (csv.startsWith('\r\n', at)) {
      at += 2;
      if (at < csv.length) rows.push([]);
      continue;
    }
    const row = rows[rows.length - 1];
    if (row.length > 0) {
      assert.equal(csv[at], ',', `at ${at}`);
      at += 1;
    }
    field.lastIndex = at;
    const [whole, quoted, plain] = field.exec(csv)!;
    row.push(quoted?.replaceAll('""', '"') ?? plain);
    at += whole.length;
  }
  return rows;
}
