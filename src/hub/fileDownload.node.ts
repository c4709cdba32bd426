import { createHash, type Hash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeAll, writingFailure } from '../checkpoint/syncedFiles.node.ts';
import { UnderhoodError } from '../errors.ts';
import { refusalOf } from './api.node.ts';
import { PassingFailure, type Subject } from './failures.ts';
import { type Connection, chunksOf, get, type HttpAnswer } from './http.node.ts';
import type { HubFile } from './listing.ts';
import { type Pause, retrying } from './retrying.node.ts';

/** A file to be downloaded. */
interface FileTask {
  readonly file: HubFile;
  readonly url: URL;
  readonly about: Subject;
  /** Commit that is asked for. */
  readonly commit: string;
  /** Where it is written until it is whole, and kept where it is not. */
  readonly partial: string;
  /** Where it goes when it is whole and its checksum right. */
  readonly blob: string;
}

interface Watcher {
  /** Told how many bytes of the file are here. */
  received(bytes: number): void;
  pause(pause: Pause): void;
}

/**
 * Downloads a file, from where an earlier download stopped, and checks it. What arrived stays where it breaks off, and goes
 * where its checksum is wrong. Rejects with UnderhoodError.
 */
export async function downloadFile(
  connection: Connection,
  task: FileTask,
  watcher: Watcher,
  signal: AbortSignal,
): Promise<void> {
  const download = new FileDownload(connection, task, watcher, signal);
  try {
    await retrying(
      connection.patience,
      signal,
      (advanced) => download.attempt(advanced),
      (pause) => watcher.pause(pause),
    );
    await rename(task.partial, task.blob);
  } catch (error) {
    throw writingFailure(dirname(task.partial), error);
  }
}

class FileDownload {
  /** The most that was ever here: a server that breaks off again and again at the same place gets nowhere. */
  #furthest = 0;

  constructor(
    private readonly connection: Connection,
    private readonly task: FileTask,
    private readonly watcher: Watcher,
    private readonly signal: AbortSignal,
  ) {}

  /** @param advanced called where more is here than ever */
  async attempt(advanced: () => void): Promise<void> {
    const { file, partial, url } = this.task;
    // Not through a link: what is written must lie in this folder.
    const handle = await open(partial, constants.O_RDWR | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0), 0o644);
    try {
      const { size } = await handle.stat();
      if (size > file.size) await handle.truncate(0);
      const kept = size > file.size ? 0 : size;
      this.#furthest = Math.max(this.#furthest, kept);
      this.watcher.received(kept);
      const digest = await this.#receive(handle, kept, advanced);
      if (digest !== file.blob) throw await this.#wrong(handle, 'hub.wrongChecksum', url.host, kept > 0);
      await handle.sync();
    } finally {
      await handle.close();
    }
  }

  /** Appends what is missing. @returns the checksum of it all */
  async #receive(handle: FileHandle, kept: number, advanced: () => void): Promise<string> {
    const { task, connection, signal } = this;
    const { file, url } = task;
    let digest = await digestOf(handle, file, kept);
    if (kept === file.size) return digest.digest('hex');
    // The address names the commit, and the hub says the checksum again, which is that of the part as well. An If-Range with
    // the hub's etag would fail at the file store that it leads to, whose etags are others.
    const answer = await get(connection, url, kept > 0 ? { range: `bytes=${kept}-` } : {}, signal);
    let at = kept;
    if (!goesOn(answer, task, kept)) {
      await handle.truncate(0);
      digest = await digestOf(handle, file, 0);
      at = 0;
    }
    for await (const chunk of chunksOf(answer, connection.patience, signal)) {
      if (at + chunk.length > file.size) throw await this.#wrong(handle, 'hub.wrongSize', answer.host);
      await writeAll(handle, chunk, at);
      digest.update(chunk);
      at += chunk.length;
      this.watcher.received(at);
      if (at < this.#furthest + connection.patience.leastBytes) continue;
      this.#furthest = at;
      advanced();
    }
    if (at === file.size) return digest.digest('hex');
    throw new PassingFailure('hub.interrupted', { host: answer.host, detail: `${at} < ${file.size}` });
  }

  /** What arrived is of no use. Where part of it had been left by an earlier attempt, it is tried once more without. */
  async #wrong(handle: FileHandle, code: 'hub.wrongSize' | 'hub.wrongChecksum', host: string, mayPass = false) {
    const { file, partial } = this.task;
    await handle.truncate(0);
    if (mayPass) return new PassingFailure(code, { file: file.path, host });
    await rm(partial, { force: true });
    return new UnderhoodError(code, { file: file.path, host });
  }
}

/**
 * Whether an answer goes on at `start`; false where it begins anew. Throws where it is none, or of something else than what
 * was listed.
 */
function goesOn(answer: HttpAnswer, task: FileTask, start: number): boolean {
  try {
    checkVersion(answer, task);
    if (answer.status === 416) throw new PassingFailure('hub.badStatus', { host: answer.host, status: 416 });
    if (answer.status !== 200 && answer.status !== 206) throw refusalOf(answer, task.about);
    return rangeFits(answer, task, start);
  } catch (error) {
    answer.body.destroy();
    throw error;
  }
}

/** Throws where the hub says that the file is another one than it listed. */
function checkVersion({ hubHeaders, host }: HttpAnswer, { file, commit }: FileTask): void {
  const etag = hubHeaders['x-linked-etag'] ?? hubHeaders.etag;
  const blob = typeof etag === 'string' ? etag.replace(/^W\//, '').replaceAll('"', '') : '';
  // A mirror may make etags of its own, which look otherwise.
  const isOther = /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(blob) && blob !== file.blob;
  const itsCommit = hubHeaders['x-repo-commit'] ?? commit;
  if (isOther || itsCommit !== commit) throw new UnderhoodError('hub.changed', { file: file.path, host });
}

function rangeFits({ status, headers, host }: HttpAnswer, { file }: FileTask, start: number): boolean {
  const [, from, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers['content-range'] ?? '') ?? [];
  const isRest = status === 206 && Number(from) === start && (total === '*' || Number(total) === file.size);
  const length = headers['content-encoding'] ? undefined : headers['content-length'];
  const isOfOtherSize = length !== undefined && Number(length) !== file.size - (isRest ? start : 0);
  if (isOfOtherSize || (status === 206 && !isRest))
    throw new UnderhoodError('hub.wrongSize', { file: file.path, host });
  return isRest || start === 0;
}

/** The checksum so far, after the bytes that are there. */
async function digestOf(handle: FileHandle, { blob, size }: HubFile, length: number): Promise<Hash> {
  const digest = blob.length === 64 ? createHash('sha256') : createHash('sha1').update(`blob ${size}\0`);
  const piece = Buffer.alloc(Math.min(length, 2 ** 20));
  for (let at = 0; at < length; ) {
    const { bytesRead } = await handle.read(piece, 0, Math.min(piece.length, length - at), at);
    if (bytesRead === 0) break;
    digest.update(piece.subarray(0, bytesRead));
    at += bytesRead;
  }
  return digest;
}
