import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { sampleDocuments } from '../../src/training/samples/sampleCorpus.ts';
import { narrowDown, runCommand, webviewFrame } from '../harness/workbench.ts';
import { becomes } from './attentionPage.ts';
import { moveAround } from './moveAround.ts';
import { workbenchSuite } from './workbenchSuite.ts';

const tales = [...sampleDocuments('english-stories', { characters: 30_000, seed: 2 })].join('');

workbenchSuite('Training on a file of one’s own, in the workbench', { 'tales.txt': tales }, (suite) => {
  /** Waits for a question, types what narrows its items down or replaces its text, and accepts it, or what it proposes. */
  async function answer(question: string, text?: string): Promise<void> {
    const input = suite.workbench.locator('.quick-input-widget input').first();
    // A list asks in its placeholder, a box under its text.
    const asked = suite.workbench
      .locator(`.quick-input-widget input[placeholder*="${question}"]`)
      .or(suite.workbench.locator('.quick-input-message', { hasText: question }));
    await asked.first().waitFor({ timeout: 60_000 });
    const isList = (await input.getAttribute('placeholder'))?.includes(question);
    if (!isList && text !== undefined) await input.fill(text);
    if (isList && text !== undefined) await narrowDown(suite.workbench, text);
    if (isList) await suite.workbench.locator('.quick-input-list .monaco-list-row.focused').waitFor();
    await suite.workbench.keyboard.press('Enter');
  }

  it('goes by keyboard from the palette to a model', async () => {
    await runCommand(suite.workbench, 'Underhood: Train a Small Model…');
    await answer('A new model', 'A new model');
    await answer('learn from');
    await suite.workbench
      .locator('.quick-input-list', { hasText: /About .* for 5,000 steps/ })
      .waitFor({ timeout: 90_000 });
    await answer('How large', '0.1');
    await answer('What are its tokens', 'Characters');
    await answer('How long', 'A number of steps');
    await answer('How many steps', '60');
    await answer('What is it called');
    await becomes(suite.page.locator('h1'), /tales has learned/, 120_000);
    const recipe = JSON.parse(fs.readFileSync(path.join(suite.folder, 'tales.underhood.json'), 'utf8'));
    assert.deepEqual([recipe.data, recipe.training.steps], [{ files: ['tales.txt'] }, 60]);
    assert.ok(fs.existsSync(path.join(suite.folder, 'tales/model.safetensors')));
  });

  it('can be gone on with from the recipe', async () => {
    await suite.workbench.locator('.codelens-decoration a', { hasText: 'Resume' }).first().waitFor({ timeout: 60_000 });
  });

  it('is scrubbed through its life by keyboard', async () => {
    await suite.page.getByRole('heading', { name: 'Heads at step 60' }).waitFor({ timeout: 60_000 });
    await suite.page.locator('input[type=range]').last().focus();
    await suite.workbench.keyboard.press('Home');
    await suite.page.getByRole('heading', { name: 'Heads at step 0' }).waitFor();
    await suite.page.getByRole('heading', { name: 'What it writes at step 0' }).waitFor();
  });

  it('stays at its moment in another column, in a window of its own, and back again', async () => {
    await moveAround(suite.workbench, 'Training: tales', async (moved) => {
      const page = webviewFrame(moved);
      await page.getByRole('heading', { name: 'tales has learned' }).waitFor({ timeout: 60_000 });
      await page.getByRole('heading', { name: 'Heads at step 0' }).waitFor({ timeout: 60_000 });
    });
  });

  it('explains a sentence with what was learned', async () => {
    await suite.page.getByRole('button', { name: /^Explain attention with the best model/ }).press('Enter');
    // It comes to the front where the training page was.
    await becomes(suite.page.locator('h1'), /^Where does .* look/, 90_000);
    await suite.page.locator('.told', { hasText: 'tales · 2 layers × 4 heads' }).waitFor();
  });
});
