import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { positionsViews } from '../../src/protocol/positionsPage.ts';
import { translateViews } from '../../src/protocol/translatePage.ts';
import { texts } from './attention/texts.ts';
import { nextTokenSuite } from './nextToken/suite.ts';
import { isSvg, takenOf } from './parts/taken.ts';
import { positionsSuite } from './positions/suite.ts';
import { roadSuite } from './road/suite.ts';
import { trainingSuite } from './training/suite.ts';
import { translateSuite } from './translate/suite.ts';

interface Found {
  readonly page: Page;
  settled(): Promise<void>;
  calls(method: string): Promise<unknown[]>;
}

/** Takes the view in front away as vectors and as data, and tells both. */
async function takeBoth(found: Found, view: string, hasImages = false) {
  const taken = takenOf(found);
  const svg = (await taken.file('svg')).content as string;
  await isSvg(found.page, svg);
  const picture = await taken.read(svg);
  assert.ok(picture.title.length > 5, view);
  assert.equal(picture.images > 0, hasImages, `${view} is drawn in vectors`);
  const shown = await found.page.locator('underhood-header h1').innerText();
  assert.equal(picture.title, shown.replaceAll(/\s+/g, ' ').trim());
  const tables = JSON.parse((await taken.file('json')).content as string).tables as {
    readonly name: string;
    readonly columns: readonly string[];
    readonly rows: readonly Readonly<Record<string, string | number | null>>[];
  }[];
  assert.ok(
    tables.some(({ rows }) => rows.length > 0),
    `${view} has data`,
  );
  return { ...picture, tables };
}

/** Goes to a tab. */
async function goTo(found: Found, view: string): Promise<void> {
  await found.page.locator(`#tab-${view}`).click();
  await found.settled();
}

nextTokenSuite('what is taken away from the next-token page', (suite) => {
  it('is each view of it', async () => {
    await suite.page.run(texts.english);
    const { tables, texts: written } = await takeBoth(suite.page, 'next');
    const [next] = tables;
    assert.deepEqual(next.columns, ['rank', 'id', 'token', 'logit', 'model', 'tempered', 'filtered']);
    assert.ok(next.rows.length >= 10);
    assert.ok(written.includes(String(next.rows[0].token)));
    assert.ok(written.some((line) => line.startsWith('Sampling: temperature 1')));
    for (const view of ['continue', 'example']) {
      await goTo(suite.page, view);
      assert.ok((await takenOf(suite.page).read((await takenOf(suite.page).file('svg')).content as string)).title);
    }
  });
});

positionsSuite('what is taken away from the positions page', (suite) => {
  it('is each view of it', async () => {
    await suite.page.run(texts.short);
    for (const view of positionsViews.filter((name) => name !== 'race')) {
      await goTo(suite.page, view);
      // The small tables of all schemes have more cells than pixels.
      await takeBoth(suite.page, view, view === 'schemes');
    }
  });
});

translateSuite('what is taken away from the translate page', (suite) => {
  it('is each view of it', async () => {
    await suite.page.run('我爱你');
    for (const view of translateViews) {
      await goTo(suite.page, view);
      const svg = (await takenOf(suite.page).file('svg')).content as string;
      await isSvg(suite.browserPage, svg);
      assert.equal((await takenOf(suite.page).read(svg)).images, 0, view);
    }
    await goTo(suite.page, 'kinds');
    const { tables } = await takeBoth(suite.page, 'kinds');
    assert.ok(tables.some(({ columns }) => columns.includes('keyToken')));
  });
});

trainingSuite('what is taken away from the training page', (suite) => {
  it('is its curves, in vectors and in full', async () => {
    await suite.page.run(1000);
    const { tables, rectangles } = await takeBoth(suite.page, 'life');
    const loss = tables.find(({ columns }) => columns.includes('heldOut'))!;
    assert.ok(loss.rows.length > 100);
    assert.ok(rectangles > 100);
  });
});

roadSuite('what is taken away from the page of an experiment', (suite) => {
  it('is what came out, and what it is of', async () => {
    await suite.page.showGallery();
    const { tables, texts: written } = await takeBoth(suite.page, 'gallery', true);
    assert.ok(tables.length > 3);
    assert.ok(written.length > 20);
  });
});
