import { copyFile, link, lstat, mkdir, realpath, rm, stat, statfs, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { isSystemError } from '../checkpoint/files.node.ts';
import { replaceFile, writingFailure } from '../checkpoint/syncedFiles.node.ts';
import type { HubFile, WantedFile } from './listing.ts';
import { commitPattern } from './repository.ts';

/** Where things of one model at one commit lie in the Hugging Face cache. */
interface CachePlaces {
  readonly root: string;
  readonly blobs: string;
  readonly snapshot: string;
  readonly refs: string;
  /** Of huggingface_hub, for one file each. */
  readonly locks: string;
}

/** @param name as `parseRepository` gives it */
export function cachePlaces(cache: string, name: string, commit: string): CachePlaces {
  const folder = `models--${name.replace('/', '--')}`;
  const root = join(cache, folder);
  return {
    root,
    blobs: join(root, 'blobs'),
    snapshot: join(root, 'snapshots', commit),
    refs: join(root, 'refs'),
    locks: join(cache, '.locks', folder),
  };
}

/**
 * A file of which not all has arrived. huggingface_hub adds a random name to its own and throws them away; older ones call it
 * `<blob>.incomplete`. With this name both leave it alone, and what removes leftovers still knows it for one.
 */
export function partialPath({ blobs }: CachePlaces, { blob }: HubFile): string {
  return join(blobs, `${blob}.underhood.incomplete`);
}

/** Bytes of a file that are in the cache: all of it, or what an interrupted download left. */
export async function bytesHere(places: CachePlaces, file: HubFile): Promise<number> {
  if (await isCached(places, file)) return file.size;
  const size = await sizeOf(partialPath(places, file));
  return size !== undefined && size <= file.size ? size : 0;
}

/** Whether all of a file is there: as a blob, or in the snapshot itself where the system has no links. */
export async function isCached(places: CachePlaces, file: HubFile): Promise<boolean> {
  const found = [join(places.blobs, file.blob), join(places.snapshot, file.path)].map(sizeOf);
  return (await Promise.all(found)).includes(file.size);
}

async function sizeOf(path: string): Promise<number | undefined> {
  return stat(path).then(
    (status) => (status.isFile() ? status.size : undefined),
    () => undefined,
  );
}

/** Bytes that are free where a folder is or will be; null where the system does not tell. */
export async function freeBytes(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    return dirname(folder) === folder ? null : freeBytes(dirname(folder));
  }
}

/**
 * Makes a snapshot of files that are all in the cache, the configuration last, and notes what the revision stands for: at
 * every moment, whoever looks finds a whole model or none.
 */
export async function publish(places: CachePlaces, files: readonly WantedFile[], revision: string, commit: string) {
  try {
    await mkdir(places.snapshot, { recursive: true });
    for (const file of files.toReversed()) await place(places, file);
    if (commitPattern.test(revision)) return;
    const ref = join(places.refs, revision);
    await mkdir(dirname(ref), { recursive: true });
    await replaceFile(ref, [Buffer.from(commit)]);
  } catch (error) {
    throw writingFailure(places.root, error);
  }
}

async function place({ blobs, snapshot }: CachePlaces, { path, blob, size }: HubFile): Promise<void> {
  const [source, pointer] = [join(blobs, blob), join(snapshot, path)];
  if (await leadsTo(pointer, source, size)) return;
  await mkdir(dirname(pointer), { recursive: true });
  await rm(pointer, { force: true });
  await pointTo(source, pointer);
}

/** Whether a snapshot's file is the blob, or stands in its place where the system has no links. */
async function leadsTo(pointer: string, source: string, size: number): Promise<boolean> {
  const [led, meant] = await Promise.all([pointer, source].map((path) => realpath(path).catch(() => undefined)));
  if (led === undefined || led === meant) return led !== undefined;
  return !(await lstat(pointer)).isSymbolicLink() && (await sizeOf(pointer)) === size;
}

type Linking = Pick<typeof import('node:fs/promises'), 'symlink' | 'link' | 'copyFile'>;

/** A link as huggingface_hub makes it; on Windows without the right to, a hard link, which takes no space; or else a copy. */
export async function pointTo(
  source: string,
  pointer: string,
  system: Linking = { symlink, link, copyFile },
): Promise<void> {
  const ways = [
    () => system.symlink(relative(dirname(pointer), source), pointer, 'file'),
    () => system.link(source, pointer),
    () => system.copyFile(source, pointer),
  ];
  for (const [index, way] of ways.entries()) {
    try {
      return await way();
    } catch (error) {
      // Another process made the same one at the same time.
      if (isSystemError(error) && error.code === 'EEXIST') return;
      if (index === ways.length - 1) throw error;
    }
  }
}
