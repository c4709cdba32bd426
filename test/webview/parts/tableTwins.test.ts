import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { root } from '../../harness/paths.ts';

const webview = path.join(root, 'webview');

/** What is drawn without a table of its own: no chart at all, or drawn from the numbers of the file that has the table. */
const elsewhere: Readonly<Record<string, string | null>> = {
  'parts/legend.ts': null,
  'parts/lineSample.ts': null,
  'shell/icons.ts': null,
  'road/digitPad.ts': null,
  'positions/schemes/schemeStrip.ts': 'positions/tableHeatmap.ts',
  'positions/schemes/schemeDetail.ts': 'positions/tableHeatmap.ts',
  'positions/covered/coveredView.ts': 'positions/tableHeatmap.ts',
  // Every number is written on its bar, and in the label of the picture.
  'positions/covered/countBars.ts': null,
};

function sourceOf(file: string): string {
  return fs.readFileSync(path.join(webview, file), 'utf8');
}

/** Whether a file draws on a canvas or in SVG. */
function draws(source: string): boolean {
  return /<canvas\b|<svg\b/.test(source);
}

/** Whether what it draws can be read as a table: by what every page's window of numbers asks, or where it stands. */
function hasTable(source: string): boolean {
  return /override tables\(\)/.test(source) || /<table\b|<underhood-curve-table\b/.test(source);
}

describe('charts', () => {
  const files = fs
    .readdirSync(webview, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll(path.sep, '/'))
    .filter((file) => file.endsWith('.ts') && draws(sourceOf(file)));

  it('are found', () => assert.ok(files.length > 20, files.join(', ')));

  it('each have a table twin', () => {
    assert.deepEqual(
      files.filter((file) => !(file in elsewhere) && !hasTable(sourceOf(file))),
      [],
    );
  });

  it('leave it only to files that have one', () => {
    for (const [file, twin] of Object.entries(elsewhere)) {
      assert.ok(files.includes(file) && !hasTable(sourceOf(file)), `${file} needs no exception`);
      if (twin !== null) assert.ok(hasTable(sourceOf(twin)), twin);
    }
  });
});
