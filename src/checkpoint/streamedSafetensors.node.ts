import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { sizeOf } from '../engine/shape.ts';
import { prefixLength, type WritableTensor } from './safetensors.ts';
import { writeAll, writingFailure } from './syncedFiles.node.ts';

/** Bytes of the header that a tensor may take: its name, its shape, its place. */
const bytesOfEntry = 320;

/** A tensor of eight or four bytes an element, and its name. */
export type NamedTensor = readonly [name: string, tensor: Exclude<WritableTensor, { dtype: 'f16' }>];

/**
 * Writes a safetensors file tensor by tensor, as they come: no more than one has to be in memory. Room for the header is
 * left in front, and filled last; nothing stands at `path` before the file is whole. Tensors of eight bytes an element come
 * first, so that all are aligned. Throws UnderhoodError where the disk is full or the folder cannot be written to.
 * @param most tensors that may come
 */
export async function streamSafetensors(
  path: string,
  metadata: Readonly<Record<string, string>>,
  most: number,
  tensors: AsyncIterable<NamedTensor>,
): Promise<{ readonly tensors: number; readonly bytes: number }> {
  const beside = `${path}.writing`;
  const said = new TextEncoder().encode(JSON.stringify({ __metadata__: metadata }));
  const room = Math.ceil((said.length + most * bytesOfEntry) / 8) * 8;
  try {
    await rm(beside, { force: true });
    const file = await open(beside, 'wx');
    const entries: [string, object][] = [];
    let end = 0;
    try {
      for await (const [name, { dtype, shape, data }] of tensors) {
        if (sizeOf(shape) !== data.length)
          throw new Error(`${name}: [${shape.join(', ')}] is not ${data.length} numbers`);
        const begin = end;
        end += data.byteLength;
        entries.push([name, { dtype: dtype.toUpperCase(), shape, data_offsets: [begin, end] }]);
        const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
        await writeAll(file, bytes, prefixLength + room + begin);
      }
      const header = new Uint8Array(prefixLength + room).fill(0x20);
      new DataView(header.buffer).setBigUint64(0, BigInt(room), true);
      header.set(
        new TextEncoder().encode(JSON.stringify(Object.fromEntries([['__metadata__', metadata], ...entries]))),
        prefixLength,
      );
      await writeAll(file, header, 0);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
    return { tensors: entries.length, bytes: prefixLength + room + end };
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined);
    throw writingFailure(dirname(path), error);
  }
}
