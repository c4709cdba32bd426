import assert from 'node:assert/strict';
import { attentionSuite } from './attention/suite.ts';
import { texts } from './attention/texts.ts';
import { isSvg, pngSize, takenOf } from './parts/taken.ts';

attentionSuite('what is taken away from the attention page', (suite) => {
  it('is a picture in vectors with its text as text, an image, a table and data', async () => {
    await suite.page.run(texts.chinese);
    const taken = takenOf(suite.page);

    const svg = (await taken.file('svg')).content as string;
    await isSvg(suite.browserPage, svg);
    const { title, texts: written, rectangles, images } = await taken.read(svg);
    assert.match(title, /^Where does .+ look/);
    for (const token of ['前天', '过山车', '那天', 'L3']) assert.ok(written.includes(token), `${token} in ${written}`);
    assert.ok(written.some((line) => line.includes('bundled model')));
    assert.ok(written.some((line) => line.includes('weights SHA-256 abababababababab')));
    assert.ok(rectangles > 300, `${rectangles} rectangles`);
    assert.equal(images, 0);

    const png = await taken.file('png');
    const [width, height] = await pngSize(suite.browserPage, png.content);
    assert.ok(width > 2000 && height > 1000, `${width} × ${height}`);

    const csv = (await taken.file('csv')).content as string;
    const tokens = await suite.browserPage.evaluate(() => window.fake.state.run!.tokens.length);
    const lines = csv.split('\r\n');
    const head = lines.findIndex((line) => line.startsWith('"query","queryToken","key"'));
    const cells = lines.slice(head + 1, lines.indexOf('', head));
    assert.equal(cells.length, (tokens * (tokens + 1)) / 2);
    const [layer, number] = /"L(\d)H(\d)/
      .exec(lines[head - 1])!
      .slice(1)
      .map(Number);
    const slice = await suite.browserPage.evaluate(([l, h]) => [...window.fake.slice(l, h, 'pattern')], [
      layer,
      number,
    ] as const);
    for (const cell of [cells[0], cells[5], cells.at(-1)!]) {
      const [query, , key, , weight] = /^(\d+),(".*"),(\d+),(".*"),(.*)$/.exec(cell)!.slice(1);
      assert.equal(Math.fround(Number(weight)), slice[Number(query) * tokens + Number(key)]);
    }

    const json = JSON.parse((await taken.file('json')).content as string);
    assert.equal(json.run.text, texts.chinese);
    assert.equal(json.run.model.name, 'fake-bilingual-8m');
    assert.equal(json.run.model.folder, undefined);
    assert.deepEqual(json.stated, []);
    assert.equal(json.tables.find(({ name }: { name: string }) => name === 'heads').rows.length, 32);
  });

  it('says what of it is altered', async () => {
    await suite.page.run(texts.short);
    await suite.browserPage.getByRole('checkbox', { name: 'first token' }).click();
    await suite.page.settled();
    const taken = takenOf(suite.page);
    const { texts: written } = await taken.read((await taken.file('svg')).content as string);
    const said = await suite.browserPage.locator('underhood-alterations li span').textContent();
    assert.ok(written.join(' ').includes(said!.slice(0, 20)), said!);
    assert.match((await taken.file('csv')).content as string, /"pattern\[hideFirst\]"/);
    assert.deepEqual(JSON.parse((await taken.file('json')).content as string).stated, [said]);
  });

  it('is asked for by keyboard, and the answer is read out', async () => {
    await suite.page.run(texts.short);
    const { keyboard } = suite.browserPage;
    const button = suite.browserPage.getByRole('button', { name: 'Take it away' });
    await button.focus();
    await keyboard.press('ArrowDown');
    assert.deepEqual(
      await suite.browserPage
        .getByRole('menuitem')
        .allTextContents()
        .then((all) => all.length),
      8,
    );
    await keyboard.press('End');
    await keyboard.press('Enter');
    await suite.page.settled();
    const [view] = (await suite.page.calls('saveView')) as [{ name: string; asked: { method: string }[] }];
    assert.match(view.name, /^attention-L\dH\d-matrix$/);
    assert.deepEqual([...new Set(view.asked.map(({ method }) => method))].sort(), ['cell', 'head', 'thumbnails']);
    assert.ok(view.asked.length >= 4 + 4 + 31 * 2);
    assert.equal(await suite.browserPage.locator('underhood-take .note').textContent(), 'Saved as taken.');
    await keyboard.press('ArrowDown');
    await keyboard.press('Escape');
    assert.equal(await suite.browserPage.getByRole('menu').count(), 0);
    assert.ok(await button.evaluate((element) => element.matches(':focus')));
  });

  it('can be copied as an image, or a sentence says why not', async () => {
    await suite.page.run(texts.short);
    await suite.browserPage.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await takenOf(suite.page).choose('copy');
    await suite.browserPage.getByText('Copied as an image.').waitFor();
    const types = await suite.browserPage.evaluate(async () =>
      (await navigator.clipboard.read()).flatMap(({ types }) => types),
    );
    assert.deepEqual(types, ['image/png']);
    await suite.browserPage.context().clearPermissions();
    await suite.browserPage.evaluate(() => {
      navigator.clipboard.write = () => Promise.reject(new Error('no'));
    });
    await takenOf(suite.page).choose('copy');
    await suite.browserPage.getByText('The clipboard took no image.').waitFor();
  });
});
