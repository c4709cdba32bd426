import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Corpus } from './corpus.ts';
import { bundledCorpora, type Poem } from './corpusBundled.ts';

/** Reads the bundled model's corpora from the folder that holds their files. */
export function readBundledCorpora(folder: string, seed: number): Corpus[] {
  const text = (file: string) => readFileSync(join(folder, file), 'utf8');
  const poems = ['chinese-poetry-tang.0.json', 'chinese-poetry-tang300.json'];
  return bundledCorpora(
    {
      stories: JSON.parse(text('tinystories-1000.json')) as string[],
      sentencePairs: text('tatoeba-cmn-eng-29156.txt'),
      poems: poems.flatMap((file) => JSON.parse(text(file)) as Poem[]),
    },
    seed,
  );
}
