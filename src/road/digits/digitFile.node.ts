import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { type DigitSet, parseDigits } from './digits.ts';

/** Reads the digits that the build packed. */
export async function readDigits(path: string): Promise<DigitSet> {
  return parseDigits(await promisify(gunzip)(await readFile(path)));
}
