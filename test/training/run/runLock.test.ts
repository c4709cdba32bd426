import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { uptime } from 'node:os';
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

  it('gives back only what it took: not the folder of whoever took it after that', async () => {
    const unlock = await lockRun(folder());
    await unlock();
    const unlockOther = await lockRun(folder(), 0, process.ppid);
    await unlock();
    assert.equal(existsSync(lock()), true);
    await unlockOther();
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

  it('takes a folder that was left for one process only, however many want it at once', async () => {
    // Numbers of processes that run: this one's, and its parent's.
    const owners = [process.pid, process.ppid];
    for (let i = 0; i < 16; i++) {
      await writeFile(lock(), '999999999');
      const taken = await Promise.allSettled(
        owners.map(async (own, place) => {
          // Later by more and more turns, so that each step of one meets each step of the other.
          for (let turns = place * i; turns > 0; turns--) await new Promise(setImmediate);
          return lockRun(folder(), 60, own);
        }),
      );
      assert.deepEqual(taken.map(({ status }) => status).sort(), ['fulfilled', 'rejected'], `round ${i}`);
      for (const one of taken) if (one.status === 'fulfilled') await one.value();
      assert.deepEqual(await readdir(folder()), [], `round ${i}`);
    }
  });

  it('takes a folder over whose process ended with the machine, whatever has its number today', async () => {
    await writeFile(lock(), String(process.ppid));
    const before = Date.now() / 1000 - uptime() - 3600;
    await utimes(lock(), before, before);
    const unlock = await lockRun(folder(), 0);
    await unlock();
  });
});
