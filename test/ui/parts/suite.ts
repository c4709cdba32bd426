import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../harness/browser.ts';
import { type OpenedPage, openPage, type PageName, type PageOptions, setTheme, type ThemeName } from './openPage.ts';

export interface Suite<Found> {
  /** The page by what a person finds on it, and the browser's page that it is in. */
  readonly page: Found;
  readonly browserPage: Page;
  /** Opens the page anew, in another theme or size. */
  open(options?: PageOptions): Promise<void>;
  /** What VS Code does when the person chooses another theme. */
  setTheme(theme: ThemeName): Promise<void>;
}

/** Tests of a page: each has a fresh one, in which nothing may go wrong unnoticed. */
export function pageSuite<Found extends { readonly page: Page }>(
  title: string,
  name: PageName,
  find: (page: Page) => Found,
  define: (suite: Suite<Found>) => void,
): void {
  describe(title, () => {
    let browser: Browser;
    let opened: OpenedPage | undefined;
    let page: Found;

    const close = async () => {
      assert.deepEqual(opened?.faults ?? [], []);
      await opened?.page.context().clearPermissions();
      await opened?.page.close();
      opened = undefined;
    };
    const open = async (options: PageOptions = {}) => {
      await close();
      opened = await openPage(browser, name, options);
      page = find(opened.page);
    };

    before(async () => {
      browser = await launchBrowser();
    });
    after(() => browser?.close());
    beforeEach(() => open());
    afterEach(close);

    define({
      get page() {
        return page;
      },
      get browserPage() {
        return page.page;
      },
      open,
      setTheme: (theme) => setTheme(page.page, theme),
    });
  });
}
