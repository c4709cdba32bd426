/**
 * What the bundled model has to beat on each corpus, in bits per byte of the held-out part, document ends included: an
 * n-gram model of bytes (modified interpolated Kneser–Ney) and xz, both given the same training part.
 *
 * Usage: node --import tsx media/models/recipe/baselines.ts CORPORA_FOLDER [ORDER]
 */
import { xzBitsPerByte } from '../../../src/training/corpusBaselines.node.ts';
import { readBundledCorpora } from '../../../src/training/corpus.node.ts';
import { documentBytes } from '../../../src/training/corpus.ts';
import { bitsPerByte } from '../../../src/training/ngram.ts';

const [corporaFolder, order = '5'] = process.argv.slice(2);
if (corporaFolder === undefined) throw new Error('usage: baselines.ts CORPORA_FOLDER [ORDER]');

for (const corpus of readBundledCorpora(corporaFolder, 1)) {
  const training = documentBytes(corpus.training);
  const heldOut = documentBytes(corpus.heldOut);
  const ngram = bitsPerByte(training, heldOut, Number(order)).toFixed(4);
  const xz = xzBitsPerByte(training, heldOut).toFixed(4);
  console.log(`${corpus.name}: order-${order} n-gram ${ngram}, xz ${xz} (${training.length} + ${heldOut.length} bytes)`);
}
