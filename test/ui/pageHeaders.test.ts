import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import type { NextQuestion, Question } from '../../src/protocol/page.ts';
import { launchBrowser } from '../harness/browser.ts';
import { showRun } from './parts/allPages.ts';
import { keyboardOf } from './parts/keyboard.ts';
import { type OpenedPage, openPage, type PageName, pageNames } from './parts/openPage.ts';
import { PageObject } from './parts/pageObject.ts';

/** The parts of every header, in the order in which they are read. */
const parts = [
  'h1',
  '#model',
  '#follow',
  '#numbers',
  '#keys',
  '.ran',
  '.actions',
  'underhood-about',
  'underhood-next-questions',
];
/** The page that has something to show before anything ran. */
const withoutEmpty = 'positions';
const pageTags: Readonly<Record<PageName, string>> = {
  attention: 'underhood-attention',
  nextToken: 'underhood-next-token',
  positions: 'underhood-positions',
  road: 'underhood-road',
  training: 'underhood-training',
  translate: 'underhood-translate',
};
/** What the first button of an empty page asks. */
const begins: Readonly<Record<Exclude<PageName, typeof withoutEmpty>, Question>> = {
  attention: 'attention',
  nextToken: 'nextToken',
  road: 'road',
  training: 'train',
  translate: 'translate',
};
/** What one may ask next, of a page that shows a run. */
const questions: Readonly<Record<PageName, readonly NextQuestion[]>> = {
  attention: [
    { question: 'nextToken', position: 17 },
    { question: 'positions' },
    { question: 'translate' },
    { question: 'otherModel' },
  ],
  nextToken: [
    { question: 'attention' },
    { question: 'positions' },
    { question: 'translate' },
    { question: 'otherModel' },
  ],
  positions: [
    { question: 'attention' },
    { question: 'nextToken' },
    { question: 'translate' },
    { question: 'otherModel' },
  ],
  translate: [
    { question: 'attention' },
    { question: 'nextToken' },
    { question: 'positions' },
    { question: 'otherModel' },
  ],
  training: [{ question: 'attention' }, { question: 'nextToken' }, { question: 'train' }, { question: 'road' }],
  road: [{ question: 'road' }, { question: 'train' }],
};

/** What reaches beyond the right edge of the page, and cannot be scrolled to within its own frame. */
function sticksOut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    const found: string[] = scrollWidth > clientWidth ? [`the page is ${scrollWidth} wide`] : [];
    const visit = (root: ParentNode) => {
      for (const element of root.querySelectorAll('button, input, select, p, h1, h2, label, li, summary, td')) {
        const { right, width } = element.getBoundingClientRect();
        if (width > 1 && right > clientWidth + 1 && !isScrolled(element)) {
          const { host } = element.getRootNode() as ShadowRoot;
          found.push(`${host.localName} ${element.localName}.${element.className} ${Math.round(right)}`);
        }
      }
      for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot) visit(shadowRoot);
    };
    const isScrolled = (element: Element): boolean => {
      const parent = element.parentElement ?? (element.getRootNode() as ShadowRoot).host;
      if (!parent) return false;
      return /auto|scroll/.test(getComputedStyle(parent).overflowX) || isScrolled(parent);
    };
    visit(document);
    return found;
  });
}

/** Pages on which something moves: the line of progress. */
const moved: readonly PageName[] = ['attention', 'nextToken', 'positions', 'translate'];

/** What has a transition or an animation. */
function moving(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const visit = (root: ParentNode) => {
      for (const element of root.querySelectorAll('*')) {
        const { transitionDuration, animationName } = getComputedStyle(element);
        if (/[1-9]/.test(transitionDuration) || animationName !== 'none')
          found.push(`${element.localName}.${element.className}`);
        if (element.shadowRoot) visit(element.shadowRoot);
      }
    };
    visit(document);
    return found;
  });
}

describe('the header of every page', () => {
  let browser: Browser;
  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser?.close());

  for (const name of pageNames) {
    describe(name, () => {
      let opened: OpenedPage;
      let object: PageObject<unknown, unknown>;
      const { press, tabTo } = keyboardOf(
        () => object.page,
        () => object.settled(),
      );
      before(async () => {
        opened = await openPage(browser, name);
        object = new PageObject(opened.page);
        await object.settled();
      });
      after(() => opened?.page.close());
      afterEach(() => assert.deepEqual(opened.faults, []));

      it('has the same parts in the same order', async () => {
        const found = await object.page.locator('underhood-header').evaluate((header, wanted) => {
          const root = header.shadowRoot!;
          return [...root.querySelectorAll(wanted.join(','))].map((part) => wanted.find((one) => part.matches(one)));
        }, parts);
        assert.deepEqual(found, parts);
      });

      it('says what to do while there is nothing to show, with a button that the keyboard reaches', async () => {
        const empty = object.page.locator('.empty');
        assert.equal(await empty.count(), name === withoutEmpty ? 0 : 1);
        if (name === withoutEmpty) return;
        assert.match((await empty.locator('p').textContent()) ?? '', /^[A-Z].{20,}[.:]$/s);
        await tabTo(`${pageTags[name]} button`);
        await press('Enter');
        const [{ question }] = (await object.calls('askNext')) as NextQuestion[];
        assert.equal(question, begins[name]);
      });

      it('explains what one is looking at, with the formula, and leads on, by the keyboard', async () => {
        await showRun(object, name);
        const before = (await object.calls('askNext')).length;
        const about = object.page.locator('underhood-about');
        const paragraph = about.locator('p:not(.details)');
        assert.equal(await paragraph.isVisible(), false);
        await object.page.locator('#keys').focus();
        await tabTo('underhood-about summary');
        await press('Enter');
        assert.ok(await paragraph.isVisible());
        assert.ok(await about.locator('math').isVisible());
        assert.equal(await about.locator('.katex-error').count(), 0);
        await tabTo('underhood-formula div');
        for (const _ of questions[name]) {
          await tabTo('underhood-next-questions button');
          await press('Enter');
        }
        assert.deepEqual((await object.calls('askNext')).slice(before), questions[name]);
      });

      it('loses nothing at 200 %, and shows the numbers of every view as tables', async () => {
        // Zooming in doubles the pixels of a CSS pixel, and halves how many there are.
        await object.page.setViewportSize({ width: 400, height: 450 });
        const tabs = object.page.locator('[role="tab"]:not(underhood-head *)');
        const numbers = object.page.locator('underhood-table-twin table');
        for (let tab = 0; tab < Math.max(1, await tabs.count()); tab += 1) {
          if (await tabs.count()) await tabs.nth(tab).click();
          await object.settled();
          assert.deepEqual(await sticksOut(object.page), [], `view ${tab}`);
          await object.page.locator('#numbers').focus();
          await press('Enter');
          await object.page.getByRole('dialog', { name: 'All numbers shown here' }).waitFor();
          if (tab === 0) assert.ok((await numbers.locator('tbody tr').count()) > 0);
          assert.doesNotMatch((await numbers.allTextContents()).join(' '), /undefined|NaN|\[object/);
          await press('Escape');
          assert.equal(await numbers.count(), 0);
          assert.ok(await object.page.locator('#numbers').evaluate((button) => button.matches(':focus')));
        }
        await object.page.locator('#take').click();
        const menu = (await object.page.locator('underhood-take .menu').boundingBox())!;
        assert.ok(menu.x >= 0 && menu.x + menu.width <= 400, `the menu is from ${menu.x} to ${menu.x + menu.width}`);
        await press('Escape');
        // What ran is cut to a line here, and told in full with what one is looking at.
        const told = object.page.locator('underhood-about .details');
        assert.deepEqual(
          await told.evaluateAll((all) => all.map((one) => (one as HTMLElement).offsetHeight > 0)),
          name === 'road' ? [] : [true],
        );
        await object.page.setViewportSize({ width: 1280, height: 800 });
      });

      it('keeps still for who wants no motion', async () => {
        await object.push({ activity: 'running' });
        await object.page.waitForTimeout(300); // By then progress is shown.
        assert.deepEqual(await moving(object.page), []);
        await object.page.emulateMedia({ reducedMotion: 'no-preference' });
        if (moved.includes(name)) assert.notDeepEqual(await moving(object.page), []);
        await object.page.evaluate(() => document.body.classList.add('vscode-reduce-motion'));
        assert.deepEqual(await moving(object.page), [], 'by the setting of VS Code too');
        await object.page.evaluate(() => document.body.classList.remove('vscode-reduce-motion'));
        await object.page.emulateMedia({ reducedMotion: 'reduce' });
        await object.push({ activity: 'ready' });
      });

      it('turns follow off for all pages, and has another model chosen', async () => {
        await object.page.locator('#follow').uncheck();
        await object.page.locator('#model').click();
        await object.settled();
        assert.deepEqual(await object.calls('setFollow'), [{ follow: false }]);
        assert.equal((await object.calls('chooseModel')).length, 1);
      });
    });
  }
});
