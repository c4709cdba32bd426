import assert from 'node:assert/strict';
import { goTo, runCommand } from '../harness/workbench.ts';
import { becomes } from './attentionPage.ts';
import { workbenchSuite } from './workbenchSuite.ts';

const TEXT = 'Once upon a time there was a little girl named';

workbenchSuite('Positional encodings in the workbench', { 'story.md': TEXT }, (suite) => {
  const rows = (list: 'true' | 'now') => suite.page.locator(`underhood-positions-next #${list} ol`);
  const textOf = async (list: 'true' | 'now') => (await rows(list).textContent())?.replace(/\s+/g, ' ').trim() ?? '';

  it('opens on the paragraph around the cursor, with all schemes', async () => {
    await goTo(suite.workbench, 1, 5);
    await runCommand(suite.workbench, 'Underhood: Show Positional Encodings');
    await becomes(suite.page.locator('h1'), /How does a position become numbers/, 90_000);
    await becomes(
      suite.page.locator('underhood-header .ran'),
      /paragraph at the cursor in story\.md.*bundled model/,
      90_000,
    );
    await suite.page.getByRole('radio').nth(7).waitFor();
  });

  it('tells the tokens other positions, by the keyboard, and the next tokens change', async () => {
    await suite.page.getByRole('tab', { selected: true }).first().focus();
    for (let tab = 0; tab < 4; tab++) await suite.workbench.keyboard.press('ArrowRight');
    await becomes(suite.page.locator('h1'), /What do the positions do in this model/);
    await becomes(rows('now'), /\d/);
    const before = await textOf('true');
    assert.equal(await textOf('now'), before, 'the truth changes nothing');
    await suite.page.locator('#kind-asIs').focus();
    for (let button = 0; button < 3; button++) await suite.workbench.keyboard.press('Tab');
    await suite.workbench.keyboard.press('Enter');
    await suite.page.locator('#seed').waitFor();
    await suite.page.locator('underhood-positions-told li.else').first().waitFor();
    assert.ok((await textOf('true')).startsWith(before.slice(0, 5)));
    assert.notEqual(await textOf('now'), before);
  });

  it('comes back where it was after the window was reloaded', async () => {
    await suite.reload(/"displacement":{"kind":"(?!asIs)/);
    await becomes(suite.page.locator('h1'), /What do the positions do in this model/, 90_000);
    await suite.page.locator('underhood-positions-told li.else').first().waitFor({ timeout: 60_000 });
  });
});
