import type { FileHandle } from 'node:fs/promises';
import { lstat, open, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UnderhoodError } from '../errors.ts';
import { isObject, parseJson } from './json.ts';
import { printable } from './safetensors.ts';

/** A file of a model folder, open for reading. */
export interface ModelFile {
  readonly handle: FileHandle;
  /** As the folder names it; what errors call it. */
  readonly name: string;
  /** Absolute, links resolved. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
}

/** Whether a thrown value is the failure of a system call. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException & { readonly code: string } {
  return error instanceof Error && 'syscall' in error && 'code' in error && typeof error.code === 'string';
}

/** Whether a system call failed because there is nothing of that name, be it at the end of links. */
export function isAbsence(error: { readonly code: string }): boolean {
  return ['ENOENT', 'ENOTDIR', 'ELOOP'].includes(error.code);
}

/**
 * Opens a file of a folder while `use` reads it. Follows links, as in the Hugging Face cache, where every file of a
 * snapshot is a link into `blobs`. Throws UnderhoodError where there is no such ordinary file, or no permission.
 */
export async function withFile<T>(folder: string, name: string, use: (file: ModelFile) => Promise<T>): Promise<T> {
  try {
    const path = await resolveLinks(folder, name);
    // Before opening: opening a pipe waits for its other end.
    if (!(await stat(path)).isFile())
      throw new UnderhoodError('checkpoint.notAFile', { path: shownPath(folder, name) });
    const handle = await open(path);
    try {
      return await use({ handle, name, path, size: (await handle.stat()).size });
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new UnderhoodError('checkpoint.notReadable', { path: shownPath(folder, name), detail: error.code });
  }
}

/** Whether a folder holds that name, be it only a link that leads nowhere. */
export async function holdsFile(folder: string, name: string): Promise<boolean> {
  return lstat(join(folder, name)).then(
    () => true,
    () => false,
  );
}

/**
 * What `read` makes of a file of a folder; undefined where there is none, or none any more: another process may remove it
 * at any moment.
 */
export async function readIfThere<T>(folder: string, name: string, read: () => Promise<T>): Promise<T | undefined> {
  if (!(await holdsFile(folder, name))) return undefined;
  try {
    return await read();
  } catch (error) {
    if (await holdsFile(folder, name)) throw error;
    return undefined;
  }
}

/** Fills `bytes` from a position in a file. Throws UnderhoodError where the file ends first. */
export async function readExactly(file: ModelFile, bytes: Uint8Array, position: number): Promise<void> {
  // Node reads at most 2³¹ − 1 bytes at once.
  const limit = 2 ** 30;
  for (let done = 0; done < bytes.length; ) {
    const length = Math.min(bytes.length - done, limit);
    const { bytesRead } = await file.handle.read(bytes, done, length, position + done);
    if (bytesRead === 0) throw new UnderhoodError('checkpoint.fileCutShort', { file: file.name, length: bytes.length });
    done += bytesRead;
  }
}

/** All of a file of at most `limit` bytes. */
export function readBytes(folder: string, name: string, limit: number): Promise<Uint8Array> {
  return withFile(folder, name, async (file) => {
    if (file.size > limit) throw new UnderhoodError('checkpoint.fileTooLarge', { file: name, size: file.size, limit });
    const bytes = new Uint8Array(file.size);
    await readExactly(file, bytes, 0);
    return bytes;
  });
}

/** The text of a file of at most `limit` bytes, which must be UTF-8 (a byte order mark is dropped). */
export async function readText(folder: string, name: string, limit: number): Promise<string> {
  const bytes = await readBytes(folder, name, limit);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UnderhoodError('checkpoint.notText', { file: name });
  }
}

/** The JSON object in a file of at most `limit` bytes. */
export async function readJson(
  folder: string,
  name: string,
  limit: number,
): Promise<Readonly<Record<string, unknown>>> {
  const parsed = parseJson(await readText(folder, name, limit), { depth: 100, values: 10_000_000, uniqueKeys: false });
  if (!parsed.ok) {
    if (parsed.flaw !== 'syntax') throw new UnderhoodError('checkpoint.jsonTooComplex', { file: name });
    throw new UnderhoodError('checkpoint.notJson', { file: name, detail: parsed.detail });
  }
  if (!isObject(parsed.value)) throw new UnderhoodError('checkpoint.notAnObject', { file: name });
  return parsed.value;
}

async function resolveLinks(folder: string, name: string): Promise<string> {
  try {
    return await realpath(join(folder, name));
  } catch (error) {
    if (!isSystemError(error) || !isAbsence(error)) throw error;
    const code = (await holdsFile(folder, name)) ? 'checkpoint.brokenLink' : 'checkpoint.fileMissing';
    throw new UnderhoodError(code, { folder, file: printable(name) });
  }
}

/** A path for a sentence. The name may come from a hostile index. */
function shownPath(folder: string, name: string): string {
  return join(folder, printable(name));
}
