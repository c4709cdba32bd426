import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { nodeContext } from '../../src/road/context.node.ts';
import { useTemporaryFolder } from '../checkpoint/temporaryFolder.ts';

describe('the files that a block names', () => {
  const folder = useTemporaryFolder();
  const refuse = async () => Promise.reject(new Error('not asked for'));
  const context = (around: string | null) =>
    nodeContext({ folder: around, model: refuse, digits: refuse, runtime: refuse, step: async () => {} });

  it('are read from its folder, or by their whole path', async () => {
    const file = path.join(folder(), 'notes.txt');
    await writeFile(file, 'mine');
    for (const [around, name] of [
      [folder(), 'notes.txt'],
      [null, file],
    ] as const) {
      assert.equal(new TextDecoder().decode(await context(around).readFile(name)), 'mine');
    }
  });

  it('are named where they are not there, cannot be read, or have no folder to begin at', async () => {
    const missing = path.join(folder(), 'glove.txt');
    await assert.rejects(context(folder()).readFile('glove.txt'), {
      code: 'road.noFile',
      parameters: { file: missing },
    });
    await assert.rejects(context(folder()).readFile('.'), { code: 'road.unreadable' });
    await assert.rejects(context(null).readFile('glove.txt'), {
      code: 'road.noFolder',
      parameters: { file: 'glove.txt' },
    });
  });
});
