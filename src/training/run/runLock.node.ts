import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { uptime } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isSystemError } from '../../checkpoint/files.node.ts';
import { writingFailure } from '../../checkpoint/syncedFiles.node.ts';
import { UnderhoodError } from '../../errors.ts';

/** Milliseconds that a process whose window was closed may take to write its last checkpoint. */
const usualPatience = 10_000;
/** Milliseconds that taking over what was left takes at most. */
const takeover = 5000;
/** Milliseconds by which the clocks of a file system and of the system may differ. */
const clocks = 60_000;

/**
 * Takes a run's folder for this process: two that train into one folder would spoil each other's history. Waits a while
 * for one that is about to end. Throws UnderhoodError `training.elsewhere` where that goes on.
 * @param patience milliseconds
 * @param own number of this process
 * @returns gives the folder back; called again it does nothing: by then the folder may be another process's
 */
export async function lockRun(
  folder: string,
  patience = usualPatience,
  own = process.pid,
): Promise<() => Promise<void>> {
  const file = path.join(folder, 'lock');
  for (const end = Date.now() + patience; ; ) {
    if (await make(file, own)) {
      let isHeld = true;
      return async () => {
        if (!isHeld) return;
        isHeld = false;
        // Where it cannot be removed, it is taken for left once this process is gone.
        await rm(file, { force: true }).catch(() => undefined);
      };
    }
    const isOver = Date.now() > end;
    const { owner, isLeft } = await look(file, own, isOver);
    if (isLeft) await removeLeft(file, own, isOver);
    else if (isOver) throw new UnderhoodError('training.elsewhere', { folder, pid: owner });
    else await sleep(100);
  }
}

/** Makes a file that says whose it is; false where it is there already. */
async function make(file: string, own: number): Promise<boolean> {
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, String(own), { flag: 'wx' });
    return true;
  } catch (error) {
    if (isSystemError(error) && error.code === 'EEXIST') return false;
    throw writingFailure(path.dirname(file), error);
  }
}

/** Whose a lock is, and whether that process is gone. */
async function look(file: string, own: number, isOver: boolean): Promise<{ owner: number; isLeft: boolean }> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const owner = Number(text);
  // Empty for the moment in which another process makes it. A number of our own was left by one that is gone: this one
  // never takes a folder twice.
  const isLeft = text === '' ? isOver : owner === own || !isAlive(owner) || (await isFromBefore(file));
  return { owner, isLeft };
}

/**
 * Removes a lock that was left, alone: of two that find one, the second would otherwise remove what the first has made of
 * it meanwhile.
 */
async function removeLeft(file: string, own: number, isOver: boolean): Promise<void> {
  const taking = `${file}.taking`;
  if (!(await make(taking, own))) {
    const made = await stat(taking).catch(() => undefined);
    // Whoever left this one was killed within a moment.
    if (made && Date.now() - made.mtimeMs > takeover) await rm(taking, { force: true });
    await sleep(10);
    return;
  }
  try {
    if ((await look(file, own, isOver)).isLeft) await rm(file, { force: true });
  } finally {
    await rm(taking, { force: true });
  }
}

/** Whether a file was written before this machine was started: its process is gone, whatever has its number now. */
async function isFromBefore(file: string): Promise<boolean> {
  const written = await stat(file).catch(() => undefined);
  return written !== undefined && written.mtimeMs < Date.now() - 1000 * uptime() - clocks;
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
