import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isSystemError } from '../../checkpoint/files.node.ts';
import { writingFailure } from '../../checkpoint/syncedFiles.node.ts';
import { UnderhoodError } from '../../errors.ts';

/** Milliseconds that a process whose window was closed may take to write its last checkpoint. */
const usualPatience = 10_000;

/**
 * Takes a run's folder for this process: two that train into one folder would spoil each other's history. Waits a while
 * for one that is about to end. Throws UnderhoodError `training.elsewhere` where that goes on.
 * @param patience milliseconds
 * @param own number of this process
 * @returns gives the folder back
 */
export async function lockRun(
  folder: string,
  patience = usualPatience,
  own = process.pid,
): Promise<() => Promise<void>> {
  const file = path.join(folder, 'lock');
  for (const end = Date.now() + patience; ; ) {
    try {
      await mkdir(folder, { recursive: true });
      await writeFile(file, String(own), { flag: 'wx' });
      // Where it cannot be removed, it is taken for left once this process is gone.
      return () => rm(file, { force: true }).catch(() => undefined);
    } catch (error) {
      if (!isSystemError(error) || error.code !== 'EEXIST') throw writingFailure(folder, error);
    }
    const text = await readFile(file, 'utf8').catch(() => '');
    const owner = Number(text);
    // Empty for the moment in which another process makes it. A number of our own was left by one that is gone: this one
    // never takes a folder twice.
    const isLeft = text === '' ? Date.now() > end : owner === own || !isAlive(owner);
    if (isLeft) await rm(file, { force: true });
    else if (Date.now() > end) throw new UnderhoodError('training.elsewhere', { folder, pid: owner });
    else await sleep(100);
  }
}

/** Whether a process of that number runs. */
function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isSystemError(error) && error.code === 'EPERM';
  }
}
