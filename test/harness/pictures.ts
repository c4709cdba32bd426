import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { root } from './paths.ts';

/** After each failed test of a suite, a picture of what the browser showed, in test/results. */
export function pictureOnFailure(page: () => Page | undefined): void {
  afterEach(async function () {
    const shown = page();
    if (this.currentTest?.state !== 'failed' || !shown || shown.isClosed()) return;
    const name = this.currentTest.fullTitle().replace(/[^\p{L}\p{N}]+/gu, '-');
    const file = path.join(root, 'test/results', `${name}.png`);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    await shown.screenshot({ path: file }).catch(() => undefined);
    console.log(`      Picture: ${path.relative(root, file)}`);
  });
}
