import { lstat, mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { UnderhoodError } from '../errors.ts';
import { holdsFile, isAbsence, isSystemError } from './files.node.ts';
import { encodeSafetensors } from './safetensors.ts';
import { syncFolder, writeSynced, writingFailure } from './syncedFiles.node.ts';

/** Everything a Hugging Face model folder holds. Weights are f32 here, whatever they are stored as. */
export interface WritableCheckpoint {
  /** config.json */
  readonly config: Readonly<Record<string, unknown>>;
  readonly tensors: Readonly<Record<string, { readonly shape: readonly number[]; readonly data: Float32Array }>>;
  /** tokenizer.json */
  readonly tokenizerJson?: Readonly<Record<string, unknown>>;
  /** tokenizer_config.json */
  readonly tokenizerConfig?: Readonly<Record<string, unknown>>;
  /** Further files: name to text, or to bytes piece by piece. */
  readonly files?: Readonly<Record<string, string | Iterable<Uint8Array>>>;
}

// A write goes in two steps, so that at every moment the folder is either as it was or can be finished: all files are
// written in `unfinished`; renaming that to `finished` is the one instant in which the new model becomes the folder's
// model; then its files are moved out, one by one. Whoever comes after a crash throws `unfinished` away, and moves the
// rest of `finished` (finishWriting).
const unfinished = '.underhood-writing';
const finished = '.underhood-written';

/**
 * Writes a model folder that transformers opens, in place of the model that was there; other files in it stay.
 * When the disk is full, or the process is killed at any moment, the folder holds one whole model: the old or the new.
 * @param precision in which the weights are stored
 */
export async function writeCheckpoint(
  folder: string,
  checkpoint: WritableCheckpoint,
  precision: 'f32' | 'f16',
): Promise<void> {
  const root = resolve(folder);
  if (await holdsFile(root, 'model.safetensors.index.json')) {
    throw new UnderhoodError('checkpoint.holdsShards', { folder: root });
  }
  const staging = join(root, unfinished);
  const isNew = await makeFolder(root);
  try {
    await finishWriting(root);
    await rm(staging, { recursive: true, force: true });
    await mkdir(staging);
    for (const [name, pieces] of contents(checkpoint, precision)) await writeSynced(join(staging, name), pieces);
    await syncFolder(staging);
    await rename(staging, join(root, finished));
    await syncFolder(root);
    await finishWriting(root);
  } catch (error) {
    await rm(staging, { recursive: true, force: true }).catch(() => undefined);
    if (isNew) await rmdir(root).catch(() => undefined);
    throw writingFailure(root, error);
  }
}

/** Moves what an interrupted write had finished to its place. Does nothing in any other folder. */
export async function finishWriting(folder: string): Promise<void> {
  const source = join(folder, finished);
  // Not through a link: a folder made to do harm could otherwise have files moved out of any other folder.
  const isThere = await lstat(source).then(
    (status) => status.isDirectory(),
    () => false,
  );
  if (!isThere) return;
  try {
    for (const name of await readdir(source)) await rename(join(source, name), join(folder, name)).catch(unlessAbsent);
    await syncFolder(folder);
    await rmdir(source).catch(unlessAbsent);
  } catch (error) {
    throw writingFailure(folder, error);
  }
}

/** Whether the folder had to be made. */
async function makeFolder(folder: string): Promise<boolean> {
  try {
    return (await mkdir(folder, { recursive: true })) !== undefined;
  } catch (error) {
    const isInTheWay = isSystemError(error) && (error.code === 'EEXIST' || error.code === 'ENOTDIR');
    throw isInTheWay ? new UnderhoodError('checkpoint.notAFolder', { folder }) : writingFailure(folder, error);
  }
}

function* contents(
  checkpoint: WritableCheckpoint,
  precision: 'f32' | 'f16',
): Generator<[string, Iterable<Uint8Array>]> {
  const { config, tensors, tokenizerJson, tokenizerConfig, files = {} } = checkpoint;
  const text = (content: string): Uint8Array[] => [new TextEncoder().encode(content)];
  const json = (content: object) => text(`${JSON.stringify(content, null, 2)}\n`);
  const stored = Object.entries(tensors).map(([name, tensor]) => [name, { ...tensor, dtype: precision }] as const);
  yield ['model.safetensors', encodeSafetensors(Object.fromEntries(stored))];
  if (tokenizerJson) yield ['tokenizer.json', json(tokenizerJson)];
  if (tokenizerConfig) yield ['tokenizer_config.json', json(tokenizerConfig)];
  for (const [name, content] of Object.entries(files))
    yield [name, typeof content === 'string' ? text(content) : content];
  yield ['config.json', json(config)];
}

/** Another process may finish the same write at the same time: whoever comes second finds nothing. */
function unlessAbsent(error: unknown): void {
  if (!isSystemError(error) || !isAbsence(error)) throw error;
}
