import { holdsFile, readJson, readText } from '../../checkpoint/files.node.ts';
import type { TokenizerFiles } from '../../tokenizer/createTokenizer.ts';

/** Far above the largest in use (tokenizer.json of 250,000 tokens: 17 MB). */
const largest = 2 ** 27;

/** What a model folder says of its tokenizer. Files that are not there stay undefined; damaged ones throw. */
export async function readTokenizerFiles(folder: string): Promise<TokenizerFiles> {
  const json = async (name: string) => ((await holdsFile(folder, name)) ? readJson(folder, name, largest) : undefined);
  const text = async (name: string) => ((await holdsFile(folder, name)) ? readText(folder, name, largest) : undefined);
  return {
    tokenizerJson: await json('tokenizer.json'),
    tokenizerConfig: await json('tokenizer_config.json'),
    vocab: await json('vocab.json'),
    merges: await text('merges.txt'),
  };
}
