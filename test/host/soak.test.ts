import assert from 'node:assert/strict';
import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as vscode from 'vscode';
import type { TestedParts } from '../../src/extension.ts';
import { Random } from '../../src/random.ts';
import { record } from '../harness/record.ts';
import { activated, closeEverything, openText, selectRange, until } from './extension.ts';

const runs = Number(process.env.UNDERHOOD_SOAK ?? 10);
const openings = Math.max(2, Math.round(runs / 5));
const kills = Math.max(1, Math.round(runs / 10));
const seed = Number(process.env.UNDERHOOD_SEED ?? 1);
const isCampaign = runs >= 100;
const mebibyte = 2 ** 20;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Bytes that the extension host's objects take. */
function hostHeap(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

/** Bytes that a process holds; 0 where the system does not say. */
function resident(pid: number | undefined): number {
  const status = fs.existsSync(`/proc/${pid}/status`) ? fs.readFileSync(`/proc/${pid}/status`, 'utf8') : '';
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) * 1024;
}

/** Processes that the extension host has started and that run our script, where the system tells. */
function modelProcesses(): number[] {
  if (!fs.existsSync('/proc/self/stat')) return [];
  return fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const [, parent] = /\) \w (\d+)/.exec(fs.readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
        return (
          Number(parent) === process.pid && fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('modelProcess.js')
        );
      } catch {
        return false; // It has ended meanwhile.
      }
    });
}

describe('a long session in VS Code', function () {
  this.timeout(60_000 + runs * 10_000);
  this.slow(60_000);
  const text =
    '我前天在深圳坐上了过山车，我至今忘记不了那天。Once upon a time there was a little dog with a red ball. '.repeat(4);
  const random = new Random(seed);
  let parts: TestedParts;
  let editor: vscode.TextEditor;
  let begun: { heap: number; process: number };

  const page = () => parts.attention.page;
  /** Explains some part of the text, and sees that it is that part. */
  const explain = async (what: string) => {
    const { document } = editor;
    const start = document.positionAt(random.below(text.length / 2));
    const end = document.positionAt(text.length / 2 + 1 + random.below(text.length / 2 - 1));
    await selectRange(editor, new vscode.Selection(start, end));
    await vscode.commands.executeCommand('underhood.explainAttention');
    const { run, notices } = page()?.state ?? {};
    assert.ok(run, `${what}: ${JSON.stringify(notices)}`);
    assert.equal(run.text, document.getText(editor.selection), what);
  };

  before(async () => {
    parts = await activated();
    await parts.follow.set(false);
    editor = await openText(text);
    for (let i = 0; i < Math.min(50, runs); i++) await explain(`run ${i} of the beginning`);
    begun = { heap: hostHeap(), process: resident(parts.process.pid) };
  });

  after(closeEverything);

  it(`explains ${runs} times, and takes no more memory`, async () => {
    for (let i = 0; i < runs; i++) await explain(`run ${i}`);
    const grown = {
      host: (hostHeap() - begun.heap) / mebibyte,
      process: (resident(parts.process.pid) - begun.process) / mebibyte,
    };
    note({ target: 'explain', count: runs, ...grown });
    assert.ok(grown.host < 32, `${grown.host} MiB more in the extension host`);
    assert.ok(grown.process < 96, `${grown.process} MiB more in the model process`);
  });

  it(`opens and closes pages ${openings} times, and keeps nothing of them`, async () => {
    const heap = hostHeap();
    for (let i = 0; i < openings; i++) {
      const other = i % 2 === 1 ? parts.nextToken : undefined;
      if (other) await vscode.commands.executeCommand('underhood.showNextToken');
      else await explain(`opening ${i}`);
      const opened = (other ?? parts.attention).page;
      assert.ok(opened);
      // Half of them are closed before they have drawn anything.
      if (random.below(2) === 0) await until('the page', () => opened.isReady);
      opened.panel.dispose();
      await until('the page to be gone', () => (other ?? parts.attention).page === undefined);
    }
    const grown = (hostHeap() - heap) / mebibyte;
    note({ target: 'open and close', count: openings, host: grown });
    assert.ok(grown < 32, `${grown} MiB more in the extension host`);
    const pages = () => {
      const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
      return tabs.filter(({ input }) => input instanceof vscode.TabInputWebview);
    };
    await until('the last tab to be gone', () => pages().length === 0);
  });

  it(`outlives ${kills} ends of the model process, and leaves none behind`, async () => {
    let restarts = 0;
    for (let i = 0; i < kills; i++) {
      await explain(`before end ${i}`);
      const { pid } = parts.process;
      assert.ok(pid !== undefined);
      process.kill(pid, 'SIGKILL');
      const isOver = () => parts.process.pid !== pid || parts.process.status.activity === 'stopped';
      await until('the process to be gone', isOver);
      // Ended twice within seconds it stays stopped, until the person says otherwise.
      if (parts.process.status.activity === 'stopped') {
        restarts++;
        await vscode.commands.executeCommand('underhood.restartModelProcess');
      }
      await explain(`after end ${i}`);
      if (fs.existsSync('/proc')) assert.deepEqual(modelProcesses(), [parts.process.pid]);
    }
    note({ target: 'kill', count: kills, restarts });
    assert.equal(editor.document.getText(), text);
    if (!isCampaign) return;
    await closeEverything();
    await until('the last process to end', () => modelProcesses().length === 0);
    await sleep(1000);
    assert.deepEqual(modelProcesses(), []);
  });

  /** Growth in MiB. */
  function note(measured: object): void {
    const rounded = (_: string, value: unknown) => (typeof value === 'number' ? Math.round(value * 10) / 10 : value);
    record(JSON.parse(JSON.stringify(measured, rounded)));
  }
});
