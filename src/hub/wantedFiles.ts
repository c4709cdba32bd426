import { printable } from '../checkpoint/safetensors.ts';
import { indexName } from '../checkpoint/shardIndex.ts';
import { UnderhoodError } from '../errors.ts';
import type { HubFile } from './listing.ts';

const weightsName = 'model.safetensors';
const pickled = /^(pytorch_model.*\.bin|tf_model\.h5|flax_model\.msgpack|.*\.(pt|pth|ckpt))$/;
/** As the readers of these files have it. */
const textLimit = 2 ** 27;

/** What is read of every model beside its weights, where it has it. */
const configNames = ['config.json', 'generation_config.json', 'tokenizer_config.json'];
/** Tokenizers by preference: the first of which all files are there is the one that is read. */
const tokenizers = [['tokenizer.json'], ['vocab.json', 'merges.txt'], ['vocab.json']];
/** The two tokenizers of a translator; what is there of them. */
const translatorNames = [
  ...['source.spm', 'target.spm', 'vocab.json', 'target_vocab.json'],
  ...['source_tokenizer.json', 'target_tokenizer.json'],
];

type Listed = ReadonlyMap<string, HubFile>;

/**
 * The file that names the weights: the weights themselves, or the index of their shards. Throws where there are none that
 * can be opened, before anything large is downloaded.
 */
export function weightsOf(listed: Listed, name: string): HubFile {
  const weights = listed.get(weightsName) ?? listed.get(indexName);
  if (weights) return weights;
  const file = [...listed.keys()].find((path) => pickled.test(path));
  if (file) throw new UnderhoodError('hub.pickledOnly', { name, file: printable(file) });
  throw new UnderhoodError('hub.noWeights', { name });
}

/**
 * What is downloaded of a model: only what is read, small files first.
 * @param shards those that the index names; absent: all weights are in one file
 */
export function wantedFiles(listed: Listed, name: string, isTranslator: boolean, shards?: Iterable<string>): HubFile[] {
  const there = (names: readonly string[]) => names.flatMap((one) => listed.get(one) ?? []);
  const tokenizer = isTranslator
    ? there(translatorNames)
    : there(tokenizers.find((names) => names.every((one) => listed.has(one))) ?? []);
  const texts = [...there(configNames), ...tokenizer];
  const large = texts.find(({ size }) => size > textLimit);
  if (large) {
    const { path: file, size } = large;
    throw new UnderhoodError('checkpoint.fileTooLarge', { file, size, limit: textLimit });
  }
  if (shards === undefined) return [...texts, weightsOf(listed, name)];
  const files = [...shards].map((shard) => {
    const file = listed.get(shard);
    if (!file) throw new UnderhoodError('hub.shardMissing', { name, shard: printable(shard) });
    return file;
  });
  return [...texts, weightsOf(listed, name), ...files];
}
