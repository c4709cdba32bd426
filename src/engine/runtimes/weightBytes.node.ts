import path from 'node:path';
import { readExactly, withFile } from '../../checkpoint/files.node.ts';
import type { ByteRange } from '../graph.ts';

/** The bytes of a weight, for runtimes that cannot read the checkpoint's file themselves. */
export function weightBytes({ file, offset, length }: ByteRange): Promise<Uint8Array<ArrayBuffer>> {
  return withFile(path.dirname(file), path.basename(file), async (opened) => {
    const bytes = new Uint8Array(length);
    await readExactly(opened, bytes, offset);
    return bytes;
  });
}
