import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { root } from '../harness/paths.ts';
import type { Bench } from './bench.ts';
import { measurement } from './outcome.ts';
import { packaged } from './workbench/packaged.ts';

const target = 'linux-x64';
const native = 'node_modules/onnxruntime-node/bin/napi-v6/linux/x64';

/** What a person downloads, beside what nothing can be taken from: the runtime's own library. */
export const packageSize: Bench = {
  name: 'package',
  what: `the .vsix for ${target}`,
  async run() {
    const { size } = fs.statSync(await packaged(target));
    return {
      work: measurement('the package', 'MB', [size / 1e6]),
      yardstick: measurement('the native runtime in it', 'MB', [compressed(path.join(root, native)) / 1e6]),
      budget: { most: 40 },
    };
  },
};

/** Bytes of a folder's files as a package holds them. */
function compressed(folder: string): number {
  const sizes = fs.readdirSync(folder).map((name) => gzipSync(fs.readFileSync(path.join(folder, name))).length);
  return sizes.reduce((sum, size) => sum + size, 0);
}
