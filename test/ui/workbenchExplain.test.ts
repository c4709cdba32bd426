import assert from 'node:assert/strict';
import { descendants } from '../harness/processes.ts';
import { exactly, goTo, runCommand } from '../harness/workbench.ts';
import { AttentionPage, becomes } from './attentionPage.ts';
import { moveAround } from './moveAround.ts';
import { workbenchSuite } from './workbenchSuite.ts';

const TEXT = `The miller had a red boat. Every morning the miller rowed the red boat to the island.

小猫看见了小狗，小狗也看见了小猫。

short
`;

workbenchSuite('Explain Attention in the workbench', { 'story.md': TEXT }, (suite) => {
  let attention: AttentionPage;

  it('explains the paragraph around the cursor, and says so', async () => {
    await goTo(suite.workbench, 1, 5);
    attention = await AttentionPage.explain(suite.workbench);
    assert.match((await attention.ran.textContent()) ?? '', /paragraph at the cursor in story\.md.*bundled model/);
    const tokens = (await attention.tokens.allTextContents()).join('');
    assert.match(tokens.replace(/\W/g, ''), /^Themillerhadaredboat.*theisland$/);
  });

  it('follows a selection without another command', async () => {
    await goTo(suite.workbench, 3);
    await suite.workbench.keyboard.press('Shift+End');
    await becomes(attention.ran, /selection in story\.md/);
    await becomes(attention.question, /Where does .* look/);
  });

  it('asks about the token at the cursor', async () => {
    // Columns as VS Code counts them: a Chinese character takes two.
    await goTo(suite.workbench, 3, 5);
    await becomes(attention.question, /看/);
    await goTo(suite.workbench, 3, 21);
    await becomes(attention.question, /也/);
  });

  it('marks in the document the token pointed at on the page', async () => {
    // Shades come and go with the token that is asked about; what is pointed at alone has a border.
    const framed = () =>
      [...document.querySelectorAll('.editor-instance .view-overlays .cdr[class*="ced-"]')].filter(
        (mark) => getComputedStyle(mark).borderTopStyle === 'solid',
      ).length;
    assert.equal(await suite.workbench.evaluate(framed), 0);
    await attention.tokens.filter({ hasText: '狗' }).first().hover();
    await suite.workbench.waitForFunction(framed);
  });

  it('says that the text was edited, and runs it again', async () => {
    await goTo(suite.workbench, 3, 19);
    await suite.workbench.keyboard.type('!');
    await becomes(attention.notices, /The text has changed since this run/);
    await attention.notices.getByRole('button', { name: 'Run again' }).click();
    await becomes(attention.text, /!/);
  });

  it('gets its model process back after that was killed', async () => {
    const [killed] = await descendants(suite.vscode.pid, 'modelProcess.js');
    assert.ok(killed, 'no model process runs');
    process.kill(killed, 'SIGKILL');
    await goTo(suite.workbench, 1, 5);
    await runCommand(suite.workbench, 'Underhood: Explain Attention');
    await becomes(attention.text, /mill/, 60_000);
    const running = await descendants(suite.vscode.pid, 'modelProcess.js');
    assert.equal(running.length, 1);
    assert.notEqual(running[0], killed);
  });

  it('comes back as it was when the window is opened again', async () => {
    const asked = (await attention.question.textContent())!;
    await suite.workbench.keyboard.press('Control+S');
    await suite.reload(/"attention":{[^}]*"source":"paragraph"/);
    attention = new AttentionPage(suite.workbench);
    await attention.drawn();
    await becomes(attention.question, exactly(asked));
  });

  it('stays as it was in another column, in a window of its own, and back again', async () => {
    await attention.frame.getByRole('button', { name: 'Lines' }).click();
    await attention.frame.locator('underhood-heads [role=grid]').focus();
    for (const key of ['Home', 'Enter', 'End', 'Enter']) await suite.workbench.keyboard.press(key);
    const pins = await becomes(attention.pins, /head \d+\s+Layer/);
    const asked = (await attention.question.textContent())!;
    await moveAround(suite.workbench, 'Attention', async (moved) => {
      const page = new AttentionPage(moved);
      await page.drawn();
      await becomes(page.question, exactly(asked));
      await becomes(page.pins, exactly(pins));
      await page.frame.getByRole('button', { name: 'Lines', pressed: true }).waitFor();
    });
  });

  it('speaks Chinese where its own setting says so', async () => {
    suite.vscode.configure({ 'underhood.language': 'zh-cn' });
    await suite.openAnother();
    await goTo(suite.workbench, 3);
    const page = await AttentionPage.explain(suite.workbench);
    await becomes(page.question, /在看哪里？/);
    assert.match((await page.ran.textContent()) ?? '', /光标所在的段落/);
  });
});
