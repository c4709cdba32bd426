import { holdsFile, readJson } from '../checkpoint/files.node.ts';
import { UnderhoodError } from '../errors.ts';
import { createTokenizer } from '../tokenizer/createTokenizer.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';

/** Where the tokenizers of translators trained here lie: each a tokenizer.json. */
export const sourceTokenizerName = 'source_tokenizer.json';
export const targetTokenizerName = 'target_tokenizer.json';

/** Far above the largest in use. */
const largest = 2 ** 27;

export interface TranslatorTokenizers {
  readonly source: Tokenizer;
  readonly target: Tokenizer;
  /** As the folder holds them. */
  readonly files: Readonly<Record<string, object>>;
}

/** Both tokenizers of a folder. Throws UnderhoodError where one is missing or damaged. */
export async function readTranslatorTokenizers(folder: string): Promise<TranslatorTokenizers> {
  const read = async (name: string) => {
    if (!(await holdsFile(folder, name))) throw new UnderhoodError('tokenizer.pairMissing', { folder });
    return readJson(folder, name, largest);
  };
  const [source, target] = [await read(sourceTokenizerName), await read(targetTokenizerName)];
  return {
    source: createTokenizer({ tokenizerJson: source }),
    target: createTokenizer({ tokenizerJson: target }),
    files: { [sourceTokenizerName]: source, [targetTokenizerName]: target },
  };
}
