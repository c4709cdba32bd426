import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UnderhoodError } from '../errors.ts';
import { isSystemError } from './files.node.ts';

/** Writes a new file and waits until it is on the disk. */
export async function writeSynced(path: string, pieces: Iterable<Uint8Array>): Promise<void> {
  await withHandle(path, 'wx', async (handle) => {
    for (const piece of pieces) await handle.appendFile(piece);
    await handle.sync();
  });
}

/** Writes a file in place of the one that is there: at every moment there is one whole file, the old or the new. */
export async function replaceFile(path: string, pieces: Iterable<Uint8Array>): Promise<void> {
  const beside = `${path}.writing`;
  try {
    await rm(beside, { force: true });
    await writeSynced(beside, pieces);
    await rename(beside, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined);
    throw writingFailure(dirname(path), error);
  }
}

/** Writes all of `bytes` at a position in a file: a system writes less than it was asked to where a disk is nearly full. */
export async function writeAll(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    done += (await handle.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
  }
}

/** Waits until the names in a folder are on the disk. Windows cannot, and does not need it. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  await withHandle(folder, 'r', (handle) => handle.sync());
}

/** The failure of a system call as a sentence can say it; anything else as it is. */
export function writingFailure(folder: string, error: unknown): unknown {
  if (!isSystemError(error)) return error;
  if (error.code === 'ENOSPC' || error.code === 'EDQUOT') return new UnderhoodError('checkpoint.diskFull', { folder });
  return new UnderhoodError('checkpoint.notWritable', { folder, detail: error.code });
}

async function withHandle(path: string, flags: string, use: (handle: FileHandle) => Promise<void>): Promise<void> {
  const handle = await open(path, flags);
  try {
    await use(handle);
  } finally {
    await handle.close();
  }
}
