import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { TestedParts } from '../../src/extension.ts';
import { activated, closeEverything, openText, until } from './extension.ts';

/** More steps than it is given time for. */
const settings = { corpus: 'copying', steps: 5000, seed: 7 } as const;

describe('A race', function () {
  this.timeout(60_000);
  let parts: TestedParts;

  before(async () => {
    parts = await activated();
  });

  after(async () => {
    if (parts.races.isTraining) await parts.races.stop();
    const folder = path.dirname(parts.races.folderOf('none'));
    await parts.choice.choose(parts.choice.bundled);
    await closeEverything();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  const state = () => parts.races.current!;
  const command = (name: string) => vscode.commands.executeCommand(`underhood.${name}`);

  it('is told of in the status bar, obeys the commands over training, and lends its models to Explain Attention', async () => {
    await command('showPositions');
    await parts.races.start(settings);
    await until('some steps', () => state().contestants[0].step > 3);
    await until('the status bar', () => parts.trainingStatus.text?.includes('/40,000'));
    await command('pauseTraining');
    await until('it is paused', () => state().phase === 'paused');
    assert.match(parts.trainingStatus.text!, /debug-pause/);
    // What is begun while a race is at work computes with the thread that is left.
    await openText('abcd');
    await parts.leads.explain(parts.races.folderOf('none'), 'abcd');
    await until('it is explained', () => parts.attention.page?.state.run);
    assert.equal(parts.process.status.runtime?.threads, 1);
    await command('pauseTraining');
    await until('it goes on', () => state().phase === 'running');
    await command('stopTraining');
    await until('it is stopped', () => state().phase === 'stopped');
    assert.equal(parts.trainingStatus.text, undefined);
    await until('the page lists it', () => parts.positions.page?.state.races.some(({ name }) => name === state().name));
  });
});
