import { holdsFile, readBytes, readJson } from '../checkpoint/files.node.ts';
import { UnderhoodError } from '../errors.ts';
import { guardedEncoding, guardedTokenizer } from '../tokenizer/guardedTokenizer.node.ts';
import { MarianTokenizer } from '../tokenizer/sentencePiece/marianTokenizer.ts';
import { parseSentencePiece } from '../tokenizer/sentencePiece/modelFile.ts';
import type { BothTokenizers } from './loadedTranslator.ts';

/** Where the tokenizers of translators trained here lie: each a tokenizer.json. */
export const sourceTokenizerName = 'source_tokenizer.json';
export const targetTokenizerName = 'target_tokenizer.json';

/** Far above the largest in use. */
const largest = 2 ** 27;

interface TranslatorTokenizers extends BothTokenizers {
  /** As the folder holds them. */
  readonly files: Readonly<Record<string, object | Uint8Array>>;
}

/**
 * Both tokenizers of a folder: SentencePiece models with vocab.json, as published Marian models bring them, or a
 * tokenizer.json for each side, as training here leaves them. Throws UnderhoodError where one is missing or damaged.
 */
export async function readTranslatorTokenizers(folder: string): Promise<TranslatorTokenizers> {
  if (await holdsFile(folder, 'source.spm')) return readMarian(folder);
  const read = async (name: string) => {
    if (!(await holdsFile(folder, name))) throw new UnderhoodError('tokenizer.pairMissing', { folder });
    return readJson(folder, name, largest);
  };
  const [source, target] = [await read(sourceTokenizerName), await read(targetTokenizerName)];
  return {
    source: guardedTokenizer({ tokenizerJson: source }),
    target: guardedTokenizer({ tokenizerJson: target }),
    files: { [sourceTokenizerName]: source, [targetTokenizerName]: target },
  };
}

async function readMarian(folder: string): Promise<TranslatorTokenizers> {
  for (const name of ['target.spm', 'vocab.json']) {
    if (!(await holdsFile(folder, name))) throw new UnderhoodError('tokenizer.pairMissing', { folder });
  }
  const vocab = await readJson(folder, 'vocab.json', largest);
  // A few models have a vocabulary for each side.
  const targetName = 'target_vocab.json';
  const targetVocab = (await holdsFile(folder, targetName)) ? await readJson(folder, targetName, largest) : undefined;
  const read = (name: string) => readBytes(folder, name, largest);
  const models = { source: await read('source.spm'), target: await read('target.spm') };
  const ids = vocabularyOf(vocab, 'vocab.json');
  const targetIds = targetVocab ? vocabularyOf(targetVocab, targetName) : ids;
  return {
    source: marian(models.source, 'source.spm', ids),
    target: marian(models.target, 'target.spm', targetIds),
    files: {
      ...{ 'source.spm': models.source, 'target.spm': models.target, 'vocab.json': vocab },
      ...(targetVocab && { [targetName]: targetVocab }),
    },
  };
}

function marian(bytes: Uint8Array, file: string, ids: ReadonlyMap<string, number>) {
  return guardedEncoding(new MarianTokenizer(parseSentencePiece(bytes, file), ids), file);
}

function vocabularyOf(json: object, name: string): ReadonlyMap<string, number> {
  const entries = Object.entries(json);
  const isId = (id: unknown): id is number => typeof id === 'number' && Number.isInteger(id) && id >= 0 && id < 2 ** 24;
  const wrong = entries.find(([, id]) => !isId(id));
  if (wrong) throw new UnderhoodError('tokenizer.invalid', { file: name, detail: `${wrong[0]} has no id` });
  return new Map(entries as [string, number][]);
}
