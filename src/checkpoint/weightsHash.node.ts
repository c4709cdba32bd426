import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { readCheckpoint } from './huggingFaceFolder.node.ts';

const known = new Map<string, string>();

/**
 * What tells a model's weights from all others: the SHA-256 of its weight file, in hex, as the hub shows it; of several
 * files, the SHA-256 of their sums in order, one a line. Where they lie and what they are called there does not matter: in
 * the Hugging Face cache they are links. Computed once as long as no file changes.
 */
export async function weightsHash(folder: string): Promise<string> {
  const checkpoint = await readCheckpoint(folder);
  const files = new Set([...checkpoint.tensors.values()].map(({ file }) => file));
  const sums: string[] = [];
  for (const file of files) sums.push(await hashOf(file));
  if (sums.length === 1) return sums[0];
  const lines = sums.sort().map((sum) => `${sum}\n`);
  return createHash('sha256').update(lines.join('')).digest('hex');
}

async function hashOf(file: string): Promise<string> {
  const { size, mtimeMs } = await stat(file);
  const key = `${file} ${size} ${mtimeMs}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const hash = createHash('sha256');
  for await (const piece of createReadStream(file)) hash.update(piece as Uint8Array);
  const sum = hash.digest('hex');
  known.set(key, sum);
  return sum;
}
