import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { lockRun } from '../../../src/training/run/runLock.node.ts';
import { useTemporaryFolder } from '../../checkpoint/temporaryFolder.ts';

describe('lockRun', () => {
  const folder = useTemporaryFolder();
  const lock = () => path.join(folder(), 'lock');

  it('takes a folder, and gives it back', async () => {
    const unlock = await lockRun(folder());
    assert.equal(existsSync(lock()), true);
    await unlock();
    assert.equal(existsSync(lock()), false);
  });

  it('takes a folder over from a process that is gone', async () => {
    for (const left of ['999999999', 'no number', '', String(process.pid)]) {
      await writeFile(lock(), left);
      const unlock = await lockRun(folder(), 50);
      await unlock();
    }
  });

  it('waits for a process that is about to leave, and says who stays', async () => {
    await writeFile(lock(), String(process.ppid));
    setTimeout(() => void rm(lock()), 150);
    const unlock = await lockRun(folder(), 5000);
    await unlock();
    await writeFile(lock(), String(process.ppid));
    await assert.rejects(lockRun(folder(), 150), {
      code: 'training.elsewhere',
      parameters: { folder: folder(), pid: process.ppid },
    });
  });
});
