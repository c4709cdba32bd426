import assert from 'node:assert/strict';
import { goTo, runCommand } from '../harness/workbench.ts';
import { becomes } from './attentionPage.ts';
import { workbenchSuite } from './workbenchSuite.ts';

workbenchSuite('Translating in the workbench', { 'love.md': '我爱你。\n' }, (suite) => {
  const translations = () => suite.page.locator('underhood-translate-system .translation');

  it('translates the paragraph around the cursor with all three systems', async () => {
    await goTo(suite.workbench, 1, 2);
    await runCommand(suite.workbench, 'Underhood: Translate and Show Attention');
    await becomes(suite.page.locator('h1'), /我爱你/, 90_000);
    await becomes(translations().nth(2), /^I love you\.$/, 90_000);
    assert.equal(await translations().count(), 3);
    await becomes(translations().nth(1), /^I love you\.$/);
    await becomes(suite.page.locator('#none'), /./);
  });

  it('goes through the views by the keyboard, each with what this sentence makes of it', async () => {
    await suite.page.getByRole('tab', { selected: true }).first().focus();
    for (const shown of [
      'underhood-translate-candidates',
      'underhood-translate-kind-heads canvas',
      'underhood-translate-unrolled',
      'underhood-translate-forgetting canvas',
      'underhood-translate-parallel',
    ]) {
      await suite.workbench.keyboard.press('ArrowRight');
      await suite.page.locator(shown).first().waitFor({ timeout: 30_000 });
    }
    for (let tab = 0; tab < 3; tab++) await suite.workbench.keyboard.press('ArrowLeft');
    await suite.page.locator('#kind-encoder').waitFor();
  });

  it('comes back where it was after the window was reloaded', async () => {
    await suite.reload(/"kind":"encoder"/);
    await becomes(suite.page.locator('h1'), /我爱你/, 90_000);
    await suite.page.locator('#kind-encoder').waitFor({ timeout: 60_000 });
  });
});
