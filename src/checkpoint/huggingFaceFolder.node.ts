import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { UnderhoodError } from '../errors.ts';
import type { Checkpoint, StoredTensor } from './checkpoint.ts';
import { isAbsence, isSystemError, readExactly, readJson, withFile } from './files.node.ts';
import { fromBfloat16, fromHalf } from './halfPrecision.ts';
import { printable } from './safetensors.ts';
import { readHeader, type SafetensorsFile } from './safetensorsFile.node.ts';
import { indexLimit, indexName, tensorsOfShards } from './shardIndex.ts';
import { finishWriting } from './writeFolder.node.ts';

const configLimit = 2 ** 24;
const weightsName = 'model.safetensors';

const usableDtypes: ReadonlyMap<string, StoredTensor['dtype']> = new Map([
  ['F32', 'f32'],
  ['F16', 'f16'],
  ['BF16', 'bf16'],
]);

/** A safetensors file, and which of its tensors belong to the model. */
interface WeightFile extends SafetensorsFile {
  readonly wanted: Iterable<string>;
}

/**
 * What a Hugging Face model folder holds: its configuration, and where each tensor lies. Reads headers only, never the
 * weights. Every way in which a folder can be unusable is an UnderhoodError.
 */
export async function readCheckpoint(folder: string): Promise<Checkpoint> {
  const root = resolve(folder);
  await finishWriting(root);
  const names = await namesIn(root);
  const config = await readJson(root, 'config.json', configLimit);
  const tensors = new Map<string, StoredTensor>();
  const unsupported = new Map<string, string>();
  for (const file of await weightFiles(root, names, config.model_type)) {
    for (const name of file.wanted) {
      const entry = file.header.tensors.get(name);
      if (!entry) {
        const parameters = { tensor: printable(name), shard: printable(file.name) };
        throw new UnderhoodError('checkpoint.tensorNotInShard', parameters);
      }
      const dtype = usableDtypes.get(entry.dtype);
      if (dtype) tensors.set(name, { ...entry, dtype, file: file.path });
      else unsupported.set(name, entry.dtype);
    }
  }
  return { folder: root, config, tensors, unsupported };
}

/** The numbers of one tensor, row-major, as f32. */
export async function readTensor(stored: StoredTensor): Promise<Float32Array> {
  const bytes = new Uint8Array(stored.length);
  await withFile(dirname(stored.file), basename(stored.file), (file) => readExactly(file, bytes, stored.offset));
  if (stored.dtype === 'f32') return new Float32Array(bytes.buffer);
  const halves = new Uint16Array(bytes.buffer);
  return stored.dtype === 'f16' ? fromHalf(halves) : fromBfloat16(halves);
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    if (!(await stat(folder)).isDirectory()) throw new UnderhoodError('checkpoint.notAFolder', { folder });
    return await readdir(folder);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    if (isAbsence(error)) throw new UnderhoodError('checkpoint.folderMissing', { folder });
    throw new UnderhoodError('checkpoint.notReadable', { path: folder, detail: error.code });
  }
}

/** @param modelType as config.json has it, for whoever has to convert the weights */
async function weightFiles(folder: string, names: readonly string[], modelType: unknown): Promise<WeightFile[]> {
  if (names.includes(weightsName)) {
    const file = await readHeader(folder, weightsName);
    return [{ ...file, wanted: file.header.tensors.keys() }];
  }
  if (!names.includes(indexName)) {
    const pickled = names.find((name) => /^pytorch_model.*\.bin$|\.(pt|pth|ckpt)$/.test(name));
    if (pickled) {
      const autoModel = modelType === 'marian' ? 'AutoModelForSeq2SeqLM' : 'AutoModelForCausalLM';
      throw new UnderhoodError('checkpoint.pickledOnly', { folder, file: printable(pickled), autoModel });
    }
    throw new UnderhoodError('checkpoint.noWeights', { folder });
  }
  const files: WeightFile[] = [];
  const index = await readJson(folder, indexName, indexLimit);
  for (const [shard, wanted] of tensorsOfShards(index)) files.push({ ...(await readHeader(folder, shard)), wanted });
  return files;
}
