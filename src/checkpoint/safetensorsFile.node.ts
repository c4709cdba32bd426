import { UnderhoodError } from '../errors.ts';
import { readExactly, withFile } from './files.node.ts';
import { headerLength, parseHeader, prefixLength, printable, type SafetensorsHeader } from './safetensors.ts';

/** A safetensors file of which the header was read. */
export interface SafetensorsFile {
  readonly name: string;
  /** Absolute, links resolved. */
  readonly path: string;
  readonly header: SafetensorsHeader;
}

/** Throws UnderhoodError on every flaw. */
export async function readHeader(folder: string, name: string): Promise<SafetensorsFile> {
  return withFile(folder, name, async (file) => {
    const shown = printable(name);
    const prefix = new Uint8Array(Math.min(prefixLength, file.size));
    await readExactly(file, prefix, 0);
    const bytes = new Uint8Array(headerLength(prefix, file.size, shown));
    await readExactly(file, bytes, prefixLength);
    return { name, path: file.path, header: parseHeader(bytes, file.size, shown) };
  });
}

/** A whole file of f32 tensors, with its metadata. Throws UnderhoodError on every flaw, and on any other precision. */
export async function readSafetensors(
  folder: string,
  name: string,
): Promise<{ readonly tensors: ReadonlyMap<string, Float32Array>; readonly metadata: ReadonlyMap<string, string> }> {
  const { header } = await readHeader(folder, name);
  return withFile(folder, name, async (file) => {
    const tensors = new Map<string, Float32Array>();
    for (const [tensor, { dtype, offset, length }] of header.tensors) {
      if (dtype !== 'F32')
        throw new UnderhoodError('checkpoint.unsupportedDtype', { tensor: printable(tensor), dtype });
      const bytes = new Uint8Array(length);
      await readExactly(file, bytes, offset);
      tensors.set(tensor, new Float32Array(bytes.buffer));
    }
    return { tensors, metadata: header.metadata };
  });
}
