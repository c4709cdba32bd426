import assert from 'node:assert/strict';
import { rgb } from 'd3-color';
import type { Rgb } from '../../src/colours/oklab.ts';
import { curveColours } from '../../src/colours/palettes.ts';
import { wordVectors } from '../../src/road/experiments/wordVectors.ts';
import { startOf } from '../../src/road/field.ts';
import { readTheme } from './parts/openPage.ts';
import { gallery } from './road/gallery.ts';
import { roadSuite } from './road/suite.ts';

roadSuite("an experiment's page", (suite) => {
  const asked = async (method: string) => {
    await suite.page.settled(); // A message arrives later.
    return suite.page.calls(method);
  };

  it('says what to do before anything ran, with the button for it', async () => {
    await suite.browserPage.getByText('No experiment was run yet.').waitFor();
    await suite.page.button('Walk the Road').click();
    assert.deepEqual(await asked('askNext'), [{ question: 'road' }]);
  });

  it('names what is learned, shows what came out, and judges what was said', async () => {
    await suite.page.cook({ place: 'lhasa' }, 'A rule is enough.');
    assert.equal(await suite.page.heading.textContent(), 'A recipe or an experience');
    const learner = await suite.browserPage.locator('underhood-header dl').innerText();
    assert.match(learner, /Experience E\s+40 looks at pots.*Task T.*Lhasa.*Measure P.*1,000 new looks/s);
    assert.match((await suite.page.headline.textContent())!, /fired for 0 of \d+ boiling pots/);
    assert.deepEqual(await suite.page.verdicts.allTextContents(), ['✗ false', '✓ true']);
    await suite.browserPage.getByText('Somebody says: A rule is enough.').waitFor();
    await suite.page.push({ language: 'zh-cn' });
    assert.deepEqual(await suite.page.verdicts.allTextContents(), ['✗ 不对', '✓ 对']);
    assert.match((await suite.page.readout.textContent())!, /触发了 0 次/);
  });

  it('draws in the palette that was chosen, and in the colours of the theme again', async () => {
    await suite.page.cook();
    const colours = async () => {
      await suite.page.settled();
      const points = ['.point.s0', '.point.s1'].map((kind) => suite.browserPage.locator(kind).first());
      return Promise.all(points.map((point) => point.evaluate((shape) => getComputedStyle(shape).fill)));
    };
    const ofTheme = await colours();
    await suite.page.push({ palette: 'cividis' });
    const background = readTheme('dark').variables['--vscode-editor-background'];
    const channels = (css: string): Rgb => {
      const { r, g, b } = rgb(css);
      return [r, g, b];
    };
    const wanted = curveColours('cividis', channels(background), 6);
    assert.deepEqual((await colours()).map(channels), wanted.slice(0, 2));
    await suite.page.push({ palette: 'theme' });
    assert.deepEqual(await colours(), ofTheme);
  });

  describe('its settings', () => {
    it('run at once where that takes no time', async () => {
      await suite.page.cook();
      await suite.page.field('place').selectOption('kunming');
      await suite.browserPage.waitForFunction(() => window.fakeRoad.state.run?.settings.place === 'kunming');
      await suite.page.settled();
      assert.match((await suite.page.headline.textContent())!, /^Kunming/);
      await suite.page.field('examples').fill('3');
      await suite.page.field('examples').press('Enter');
      await suite.browserPage.waitForFunction(() => window.fakeRoad.state.run?.settings.examples === 3);
    });

    it('are slid and typed, and say what does not fit', async () => {
      await suite.page.cook();
      const slider = suite.browserPage.locator('[data-field="noise"] input[type="range"]');
      await slider.focus();
      await suite.browserPage.keyboard.press('ArrowRight');
      await suite.browserPage.waitForFunction(() => (window.fakeRoad.state.run?.settings.noise as number) > 0);
      const runs = (await asked('run')).length;
      await suite.page.field('examples').fill('5000');
      await suite.page.field('examples').press('Enter');
      await suite.browserPage.getByText('“examples” must be a whole number from 1 to 1,000.').waitFor();
      assert.equal((await asked('run')).length, runs, 'what does not fit does not run');
    });

    it('take the keys of the page as what is typed', async () => {
      await suite.page.cook();
      await suite.page.change({ name: 'word-vectors', settings: startOf(wordVectors.fields) });
      const runs = (await asked('run')).length;
      await suite.page.field('shown').fill('');
      await suite.page.field('shown').pressSequentially('red?');
      assert.equal(await suite.page.field('shown').inputValue(), 'red?');
      assert.equal(await suite.browserPage.locator('underhood-keys dialog[open]').count(), 0);
      assert.equal((await asked('run')).length, runs);
    });

    it('are written into the block, which can be gone back to', async () => {
      await suite.page.cook();
      assert.equal(await suite.page.button('Write into the block').count(), 0);
      await suite.page.push({ isChanged: true });
      await suite.page.button('Write into the block').click();
      const [{ settings }] = (await asked('write')) as { readonly settings: { readonly place: string } }[];
      assert.equal(settings.place, 'sea-level');
      await suite.page.button('Show the block').click();
      assert.deepEqual(await asked('showBlock'), [{}]);
    });
  });

  it('pauses, goes on and is cancelled while it runs, and says how far it is', async () => {
    await suite.page.showGallery({ phase: 'running', done: 0.37, seconds: 4.2 });
    const progress = suite.browserPage.locator('underhood-header .progress');
    assert.equal(await progress.textContent(), '37\u00a0% done · Took 4.2\u00a0s');
    assert.match((await suite.page.headline.textContent())!, /^So far: 81\.2 %/);
    await suite.page.button('Pause').click();
    await suite.page.button('Go on').click();
    await suite.page.button('Cancel').click();
    for (const method of ['pause', 'resume', 'cancel']) assert.equal((await asked(method)).length, 1, method);
    await suite.page.button('Run again').waitFor();
  });

  describe('its views', () => {
    it('are all drawn, and are all read as tables', async () => {
      await suite.page.showGallery();
      assert.equal(await suite.browserPage.locator('underhood-picture svg').count(), 5);
      assert.equal(await suite.browserPage.locator('underhood-view underhood-formula math').count(), 1);
      const buttons = suite.browserPage.locator('[data-table]');
      const count = await buttons.count();
      assert.equal(count, 8, 'a table is one already');
      for (let i = 0; i < count; i++) await buttons.nth(i).click();
      await suite.page.settled();
      assert.equal(await suite.browserPage.locator('underhood-view table').count(), 9);
      assert.equal(await suite.browserPage.locator('underhood-picture').count(), 0);
      const cells = await suite.browserPage.locator('underhood-view').nth(1).locator('td').allTextContents();
      assert.deepEqual(cells, ['as it was', '81.20', 'shifted by 2 pixels', '53', 'inverted', '–']);
      await suite.browserPage.waitForFunction(
        () => (window.fakePage.saved as { asTable: number[] } | null)?.asTable.length === 8,
      );
    });

    it('are walked by arrows, and tell at the foot what is pointed at', async () => {
      await suite.page.showGallery();
      await suite.page.picture('Attention').focus();
      await suite.browserPage.keyboard.press('ArrowDown');
      await suite.browserPage.keyboard.press('ArrowRight');
      await suite.page.settled();
      assert.equal(await suite.page.readout.textContent(), '爱 × 爱: 0.7000 (weight)');
      assert.equal(
        await suite.page.picture('Attention').locator('[role="gridcell"]').textContent(),
        '爱 × 爱: 0.7000 (weight)',
      );
      await suite.browserPage.keyboard.press('Escape');
      await suite.page.settled();
      assert.match((await suite.page.readout.textContent())!, /^81\.2 %/);
      await suite.page.picture('Right answers').hover({ position: { x: 200, y: 40 } });
      await suite.page.settled();
      assert.equal(await suite.page.readout.textContent(), 'shifted by 2 pixels: 53 (Share, %)');
      // The next result has another number where the pointer rests, and the one after it nothing.
      const views = JSON.parse(JSON.stringify(gallery.views).replace('"value":53', '"value":54'));
      await suite.page.change({ outcome: { ...gallery, views } });
      assert.equal(await suite.page.readout.textContent(), 'shifted by 2 pixels: 54 (Share, %)');
      await suite.page.change({ outcome: { ...gallery, views: [] } });
      assert.match((await suite.page.readout.textContent())!, /^81\.2 %/);
    });

    it('are heard only when somebody presses, and stop', async () => {
      await suite.page.showGallery();
      assert.equal(await suite.browserPage.getByText('Playing: everybody').count(), 0);
      await suite.page.button('Play everybody').click();
      await suite.browserPage.getByText('Playing: everybody').waitFor();
      await suite.page.button('Stop everybody').click();
      // By itself it would end after a minute.
      await suite.browserPage.getByText('Playing: everybody').waitFor({ state: 'detached', timeout: 30_000 });
      await suite.page.button('Play everybody').click();
      const views = gallery.views.map((view) => (view.kind === 'sound' ? { ...view, sounds: [] } : view));
      await suite.page.change({ outcome: { ...gallery, views } });
      assert.equal(await suite.browserPage.getByText('Playing: everybody').count(), 0);
    });
  });

  it('says what went wrong, and runs again', async () => {
    await suite.page.cook();
    await suite.page.push({ notices: [{ text: 'The process ended.', severity: 'error', action: 'runAgain' }] });
    await suite.browserPage.locator('underhood-notices button').click();
    assert.equal((await asked('run')).length, 1);
  });
});
