import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { withLock } from './lock.ts';

describe('withLock', () => {
  let folder: string;
  let lock: string;

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'underhood-lock-'));
    lock = path.join(folder, 'deep/lock');
  });

  afterEach(() => fs.rmSync(folder, { recursive: true }));

  it('lets one in at a time', async () => {
    let inside = 0;
    let most = 0;
    const work = async () => {
      inside++;
      most = Math.max(most, inside);
      await sleep(20);
      inside--;
    };
    await Promise.all([withLock(lock, work), withLock(lock, work), withLock(lock, work)]);
    assert.equal(most, 1);
    assert.equal(fs.existsSync(lock), false);
  });

  it('opens again after a failure', async () => {
    await assert.rejects(
      withLock(lock, () => Promise.reject(new Error('no'))),
      /no/,
    );
    assert.equal(await withLock(lock, async () => 'in'), 'in');
  });

  it('takes over from a process that has died', async () => {
    const died = spawnSync(process.execPath, ['-e', '']).pid;
    fs.mkdirSync(lock, { recursive: true });
    fs.writeFileSync(path.join(lock, 'pid'), String(died));
    assert.equal(await withLock(lock, async () => 'in'), 'in');
  });
});
