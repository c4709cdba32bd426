import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { savedPageNames } from '../../src/export/savedPages.ts';
import { positionsViews } from '../../src/protocol/positionsPage.ts';
import { translateViews } from '../../src/protocol/translatePage.ts';
import { readCsv } from '../export/readCsv.ts';
import { attentionSuite } from './attention/suite.ts';
import { texts } from './attention/texts.ts';
import { nextTokenSuite } from './nextToken/suite.ts';
import { takenOf } from './parts/taken.ts';
import { positionsSuite } from './positions/suite.ts';
import { roadSuite } from './road/suite.ts';
import { trainingSuite } from './training/suite.ts';
import { translateSuite } from './translate/suite.ts';

/** For all views of a page, each drawn four times, on a machine that does other things as well. */
const walkMs = 240_000;

interface Found {
  readonly page: Page;
  settled(): Promise<void>;
  calls(method: string): Promise<unknown[]>;
}

interface TakenTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly Readonly<Record<string, string | number | null>>[];
}

/** A value as CSV may have it: text that a spreadsheet would compute has an apostrophe in front, and NaN is left out. */
function isWritten(text: string, value: string | number | null): boolean {
  if (text === (value === null || value === 'NaN' ? '' : String(value))) return true;
  return typeof value === 'string' && /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(value) && text === `'${value}`;
}

/** Asserts that CSV has the same tables as JSON: names, columns, and every value to its last digit. */
function holdsTheSame(csv: string, tables: readonly TakenTable[], view: string): void {
  const wanted = tables.flatMap(({ name, columns, rows }, place) => [
    ...(place > 0 ? [[]] : []),
    ...(tables.length > 1 ? [[name]] : []),
    columns,
    ...rows.map((row) => columns.map((column) => row[column])),
  ]);
  const found = readCsv(csv);
  assert.equal(found.length, wanted.length, view);
  for (const [line, values] of wanted.entries()) {
    const isSame = found[line].length === values.length && values.every((value, i) => isWritten(found[line][i], value));
    assert.ok(isSame, `${view}, line ${line}: ${found[line]} is not ${values}`);
  }
}

/**
 * Takes the view in front away as vectors, as an image and as data, and tells the vectors and the data.
 * @param hasImages it has pictures of pixels: small tables have more cells than pixels
 */
async function takeAll(found: Found, view: string, hasImages = false) {
  const taken = takenOf(found);
  const svg = (await taken.file('svg')).content as string;
  const picture = await taken.read(svg);
  assert.deepEqual(picture.flaws, [], view);
  assert.ok(picture.title.length > 5, view);
  assert.equal(picture.images > 0, hasImages, `${view} is drawn in vectors`);
  assert.ok(picture.texts.length > 5, `${view} has its text as text`);
  const shown = await found.page.locator('underhood-header h1').innerText();
  assert.equal(picture.title, shown.replaceAll(/\s+/g, ' ').trim());
  const tables = JSON.parse((await taken.file('json')).content as string).tables as readonly TakenTable[];
  assert.ok(
    tables.some(({ rows }) => rows.length > 0),
    `${view} has data`,
  );
  holdsTheSame((await taken.file('csv')).content as string, tables, view);
  const { width, height, colours } = await taken.image();
  assert.deepEqual([width, height], [2 * picture.width, 2 * picture.height].map(Math.round), view);
  assert.ok(colours > 16, `${view} is drawn in ${colours} colours`);
  return { ...picture, svg, tables };
}

/** Saves the view in front, opens the file in a page of its own, and expects the same to be drawn there. */
async function reopens(found: Found, name: (typeof savedPageNames)[number], svg: string): Promise<void> {
  const taken = takenOf(found);
  const before = (await found.calls('saveView')).length;
  await taken.choose('view');
  await found.page.waitForFunction(
    (count) => window.fakePage.calls.filter(({ method }) => method === 'saveView').length > count,
    before,
  );
  await found.page.evaluate((page) => window.fakePage.reopen(page), name);
  await found.settled();
  assert.deepEqual(await found.page.locator('underhood-notices').innerText(), '');
  assert.equal(named((await taken.file('svg')).content as string), named(svg));
  await found.page.evaluate(() => window.fakePage.leaveFile());
  await found.settled();
}

/** Parts of a picture are numbered through all pictures of a page. */
function named(svg: string): string {
  return svg.replaceAll(/part-\d+-/g, 'part-');
}

/** Goes to a tab. */
async function goTo(found: Found, view: string): Promise<void> {
  await found.page.locator(`#tab-${view}`).click();
  await found.settled();
}

attentionSuite('what is taken away from the attention page', (suite) => {
  it('is each view of it, and opens as the same again', async function () {
    this.timeout(walkMs);
    await suite.page.run(texts.short);
    for (const view of ['Matrix', 'Lines', 'Arithmetic', 'Table'] as const) {
      await suite.page.view(view).click();
      await suite.page.settled();
      await reopens(suite.page, 'attention', (await takeAll(suite.page, view)).svg);
    }
  });
});

nextTokenSuite('what is taken away from the next-token page', (suite) => {
  it('is each view of it, and opens as the same again', async function () {
    this.timeout(walkMs);
    await suite.page.run(texts.english);
    const { tables, texts: written, svg } = await takeAll(suite.page, 'next');
    const [next] = tables;
    assert.deepEqual(next.columns, ['rank', 'id', 'token', 'logit', 'model', 'tempered', 'filtered']);
    assert.ok(next.rows.length >= 10);
    assert.ok(written.includes(String(next.rows[0].token)));
    assert.ok(written.some((line) => line.startsWith('Sampling: temperature 1')));
    await reopens(suite.page, 'nextToken', svg);
    for (const view of ['continue', 'example']) {
      await goTo(suite.page, view);
      if (view === 'continue') {
        await suite.browserPage.locator('#write').click();
        await suite.browserPage.waitForFunction(() => window.fakeReader.state.continuation?.isWriting === false);
        await suite.page.settled();
      }
      await reopens(suite.page, 'nextToken', (await takeAll(suite.page, view)).svg);
    }
  });
});

positionsSuite('what is taken away from the positions page', (suite) => {
  it('is each view of it, and opens as the same again', async function () {
    this.timeout(walkMs);
    await suite.page.run(texts.short);
    for (const view of positionsViews) {
      await goTo(suite.page, view);
      if (view === 'race') {
        await suite.browserPage.evaluate(() =>
          window.fakePositions.race({ corpus: 'copying', steps: 300, seed: 1 }, 'finished'),
        );
        await suite.page.settled();
      }
      const { svg } = await takeAll(suite.page, view, view === 'schemes');
      // What the page makes by itself needs no file.
      if (!['schemes', 'covered'].includes(view)) await reopens(suite.page, 'positions', svg);
    }
  });

  it('is each part of what positions do in the model', async function () {
    this.timeout(walkMs);
    await suite.page.run(texts.short);
    await goTo(suite.page, 'model');
    for (const part of ['table', 'falloff', 'displace'] as const) {
      await goTo(suite.page, part);
      await reopens(suite.page, 'positions', (await takeAll(suite.page, part)).svg);
    }
  });
});

translateSuite('what is taken away from the translate page', (suite) => {
  it('is each view of it, and opens as the same again', async function () {
    this.timeout(walkMs);
    await suite.page.run('我爱你');
    await suite.browserPage.evaluate(() => window.fakeTranslate.measured(3));
    for (const view of translateViews) {
      await goTo(suite.page, view);
      const { tables, svg } = await takeAll(suite.page, view);
      if (view === 'kinds') assert.ok(tables.some(({ columns }) => columns.includes('keyToken')));
      await reopens(suite.page, 'translate', svg);
    }
  });
});

trainingSuite('what is taken away from the training page', (suite) => {
  it('is each view of it, and opens as the same again', async function () {
    this.timeout(walkMs);
    await suite.page.run(1000, 'finished');
    const { tables, rectangles, svg } = await takeAll(suite.page, 'life');
    const loss = tables.find(({ columns }) => columns.includes('heldOut'))!;
    assert.ok(loss.rows.length > 100);
    assert.ok(rectangles > 100);
    await reopens(suite.page, 'training', svg);
    for (const view of ['blocks', 'gradients']) {
      await goTo(suite.page, view);
      await reopens(suite.page, 'training', (await takeAll(suite.page, view)).svg);
    }
  });
});

roadSuite('what is taken away from the page of an experiment', (suite) => {
  it('is what came out, and what it is of', async () => {
    await suite.page.showGallery({ phase: 'kept' });
    const { tables, texts: written, svg } = await takeAll(suite.page, 'gallery', true);
    assert.ok(tables.length > 3);
    assert.ok(written.length > 20);
    await reopens(suite.page, 'road', svg);
  });
});
