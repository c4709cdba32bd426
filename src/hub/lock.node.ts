import { spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { type FileHandle, mkdir, open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isSystemError } from '../checkpoint/files.node.ts';
import { UnderhoodError } from '../errors.ts';

/** How often it is tried again, milliseconds. */
const tryEvery = 250;

/**
 * Does something while no other program does, which also holds itself to huggingface_hub's locks (Python's filelock, a lock of
 * the system's on the file). Waits for it. Where the file system knows no locks, it is done all the same: what is downloaded
 * is checked before it counts, so that a missing lock costs time only.
 * @param onWait told once where another program holds it
 */
export async function withLock<T>(
  path: string,
  signal: AbortSignal,
  onWait: () => void,
  action: () => Promise<T>,
): Promise<T> {
  let handle: FileHandle | undefined | 'held' = 'held';
  for (let attempts = 0; ; attempts++) {
    handle = await tryLock(path);
    if (handle !== 'held') break;
    if (attempts === 0) onWait();
    await sleep(tryEvery, undefined, { signal }).catch(() => {
      throw new UnderhoodError('cancelled');
    });
  }
  try {
    return await action();
  } finally {
    await handle?.close();
  }
}

/** The open file that holds the lock until it is closed; undefined where there are no locks. */
async function tryLock(path: string): Promise<FileHandle | 'held' | undefined> {
  let handle: FileHandle;
  try {
    await mkdir(dirname(path), { recursive: true });
    handle = await open(path, constants.O_RDWR | constants.O_CREAT | lockingFlag(), 0o664);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return error.code === 'EAGAIN' || error.code === 'EBUSY' ? 'held' : undefined;
  }
  const isLocked = lockingFlag() !== 0 || (await flock(handle));
  // Who held it before may have removed the file, and others lock the new one.
  const isCurrent = await stat(path).then(
    async ({ ino }) => ino === (await handle.stat()).ino,
    () => false,
  );
  if (isLocked === true && isCurrent) return handle;
  await handle.close();
  return isLocked === undefined ? undefined : 'held';
}

/** What makes opening a file lock it as well: without waiting on macOS, and for others altogether on Windows. */
function lockingFlag(): number {
  if (process.platform === 'darwin') return 0x20 | constants.O_NONBLOCK; // O_EXLOCK
  return process.platform === 'win32' ? 0x10000000 : 0; // UV_FS_O_EXLOCK
}

/**
 * Node has no flock; the program of that name locks our open file, which stays locked when it has ended.
 * @returns undefined where there is no such program, or the file system knows no locks
 */
function flock(handle: FileHandle): Promise<boolean | undefined> {
  return new Promise((resolve) => {
    const child = spawn('flock', ['-n', '-x', '3'], { stdio: ['ignore', 'ignore', 'ignore', handle.fd] });
    child.once('error', () => resolve(undefined));
    child.once('exit', (code) => resolve(code === 0 ? true : code === 1 ? false : undefined));
  });
}
