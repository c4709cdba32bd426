/**
 * Prepares what the bundled model learns from: for each corpus NAME.training.txt and NAME.held-out.txt, every document
 * followed by <|endoftext|>, and the tokenizer, trained on the training parts alone.
 *
 * Usage: node --import tsx media/models/recipe/prepareData.ts CORPORA_FOLDER OUTPUT_FOLDER [VOCABULARY_SIZE]
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { trainBpe } from '../../../src/tokenizer/bpeTrainer.ts';
import { readBundledCorpora } from '../../../src/training/corpus.node.ts';
import { documentSeparator } from '../../../src/training/corpus.ts';

const seed = 1;
const [corporaFolder, outputFolder, vocabularySize = '4096'] = process.argv.slice(2);
if (corporaFolder === undefined || outputFolder === undefined) {
  throw new Error('usage: prepareData.ts CORPORA_FOLDER OUTPUT_FOLDER [VOCABULARY_SIZE]');
}

mkdirSync(outputFolder, { recursive: true });
const corpora = readBundledCorpora(corporaFolder, seed);
const write = (file: string, documents: readonly string[]) =>
  writeFileSync(join(outputFolder, file), documents.map((document) => document + documentSeparator).join(''));
for (const { name, training, heldOut } of corpora) {
  write(`${name}.training.txt`, training);
  write(`${name}.held-out.txt`, heldOut);
  console.log(`${name}: ${training.length} documents to train on, ${heldOut.length} held out`);
}
const tokenizer = trainBpe(
  corpora.flatMap(({ training }) => training),
  { vocabularySize: Number(vocabularySize), specialTokens: [documentSeparator] },
);
writeFileSync(join(outputFolder, 'tokenizer.json'), JSON.stringify(tokenizer));
writeFileSync(
  join(outputFolder, 'tokenizer_config.json'),
  JSON.stringify({
    tokenizer_class: 'GPT2Tokenizer',
    add_prefix_space: false,
    bos_token: documentSeparator,
    eos_token: documentSeparator,
    unk_token: documentSeparator,
    clean_up_tokenization_spaces: false,
  }),
);
