import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writingFailure } from '../checkpoint/syncedFiles.node.ts';
import type { HubProgress } from '../protocol/hub.ts';
import { fileAddress, subjectOf } from './api.node.ts';
import { cachePlaces, isCached, partialPath, publish } from './cacheLayout.node.ts';
import { downloadFile } from './fileDownload.node.ts';
import type { Connection } from './http.node.ts';
import type { HubListing } from './listing.ts';
import { withLock } from './lock.node.ts';

/**
 * Downloads what is missing of a model into the Hugging Face cache, each file checked before it counts.
 * @returns the folder to open, in which all files are
 */
export async function downloadSnapshot(
  connection: Connection,
  listing: HubListing,
  onProgress: (progress: HubProgress) => void,
  signal: AbortSignal,
): Promise<string> {
  const { name, revision, commit, files, cache } = listing;
  const places = cachePlaces(cache, name, commit);
  const address = { name, revision: commit };
  try {
    await mkdir(places.blobs, { recursive: true });
  } catch (error) {
    throw writingFailure(cache, error);
  }
  const here = new Map(files.map((file) => [file.path, file.here]));
  for (const file of files) {
    const tell = (waiting?: HubProgress['waiting']) => {
      const received = [...here.values()].reduce((sum, bytes) => sum + bytes, 0);
      onProgress({ received, file: file.path, waiting });
    };
    const task = {
      ...{ file, commit },
      url: fileAddress(connection, address, file.path),
      about: subjectOf(connection, { name, revision }),
      partial: partialPath(places, file),
      blob: join(places.blobs, file.blob),
    };
    const watcher = {
      received(bytes: number) {
        here.set(file.path, bytes);
        tell();
      },
      pause: () => tell('server'),
    };
    if (await isCached(places, file)) {
      watcher.received(file.size);
      continue;
    }
    await withLock(
      join(places.locks, `${file.blob}.lock`),
      signal,
      () => tell('lock'),
      async () => {
        // Another program may have downloaded it meanwhile.
        if (!(await isCached(places, file))) await downloadFile(connection, task, watcher, signal);
        watcher.received(file.size);
      },
    );
  }
  // Two that finish the same at once would take from each other what they are about to put in its place. A lock of its own
  // would be a file that others do not know.
  await withLock(
    join(places.locks, `${files[0].blob}.lock`),
    signal,
    () => {},
    () => publish(places, files, revision, commit),
  );
  return places.snapshot;
}
