import assert from 'node:assert/strict';
import { goTo, runCommand } from '../harness/workbench.ts';
import { becomes } from './attentionPage.ts';
import { workbenchSuite } from './workbenchSuite.ts';

const TEXT = 'Once upon a time there was a little girl named';

workbenchSuite('What comes next, in the workbench', { 'story.md': TEXT }, (suite) => {
  const rows = () => suite.page.locator('underhood-ranked-list tr[data-rank]');

  it('lists what the whole vocabulary has after the cursor', async () => {
    await goTo(suite.workbench, 1, TEXT.length + 1);
    await runCommand(suite.workbench, 'Underhood: Show Next-Token Probabilities');
    await becomes(suite.page.locator('h1'), /What comes after .*named/, 90_000);
    await rows().nth(9).waitFor();
    await becomes(suite.page.locator('underhood-ranked-list tr.rest'), /other 4,086 tokens: \d+\.\d+\s%/);
  });

  it('asks about the token that is clicked, and says how likely the one was that follows', async () => {
    await suite.page.locator('underhood-reading-strip').getByRole('option').filter({ hasText: 'time' }).click();
    await becomes(suite.page.locator('h1'), /after .*upon·?\s?a/);
    await suite.page
      .getByText(/time.* bits/)
      .first()
      .waitFor();
  });

  it('follows a slider without asking the model again', async () => {
    await suite.page.locator('underhood-sampling #topK-number').fill('3');
    await suite.page.getByText(/^Kept: 3 /).waitFor();
  });

  it('writes on, and inserts that as one step for Undo', async () => {
    await goTo(suite.workbench, 1, TEXT.length + 1);
    await runCommand(suite.workbench, 'Underhood: Continue Text');
    const insert = suite.page.getByRole('button', { name: 'Insert into document' });
    await suite.page.getByText(/Written: 30 tokens/).waitFor({ timeout: 90_000 });
    await insert.click();
    const lines = suite.workbench.locator('.editor-instance .view-lines').first();
    await becomes(lines, /named\s.+/);
    const longer = ((await lines.textContent()) ?? '').length;
    assert.ok(longer > TEXT.length + 20);
    await lines.click();
    await suite.workbench.keyboard.press('Control+Z');
    await becomes(lines, /named\s*$/);
  });

  it('paints how surprised the model is, and says in the status bar what that comes to', async () => {
    await goTo(suite.workbench, 1);
    await runCommand(suite.workbench, 'Underhood: Paint Surprisal');
    await becomes(
      suite.workbench.locator('.statusbar-item', { hasText: 'perplexity' }),
      /[\d.]+ bits\/char · perplexity/,
      60_000,
    );
    const painted = suite.workbench.locator('.editor-instance .view-overlays .cdr[class*="ced-"]');
    // The status bar is told by another message, and may be there first.
    await painted.nth(5).waitFor({ state: 'attached' });
    await runCommand(suite.workbench, 'Underhood: Clear Surprisal');
    await suite.workbench.locator('.statusbar-item', { hasText: 'perplexity' }).waitFor({ state: 'hidden' });
  });
});
