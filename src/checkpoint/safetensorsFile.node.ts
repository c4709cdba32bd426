import { UnderhoodError } from '../errors.ts';
import { type ModelFile, readExactly, withFile } from './files.node.ts';
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
  return withFile(folder, name, async (file) => ({ name, path: file.path, header: await headerOf(file) }));
}

/** A whole file of f32 tensors, with its header. Throws UnderhoodError on every flaw, and on any other precision. */
export async function readSafetensors(
  folder: string,
  name: string,
): Promise<{ readonly tensors: ReadonlyMap<string, Float32Array>; readonly header: SafetensorsHeader }> {
  // Opened once: another process may put a newer file in its place at any moment.
  return withFile(folder, name, async (file) => {
    const header = await headerOf(file);
    const tensors = new Map<string, Float32Array>();
    for (const [tensor, { dtype, offset, length }] of header.tensors) {
      if (dtype !== 'F32')
        throw new UnderhoodError('checkpoint.unsupportedDtype', { tensor: printable(tensor), dtype });
      const bytes = new Uint8Array(length);
      await readExactly(file, bytes, offset);
      tensors.set(tensor, new Float32Array(bytes.buffer));
    }
    return { tensors, header };
  });
}

async function headerOf(file: ModelFile): Promise<SafetensorsHeader> {
  const shown = printable(file.name);
  const prefix = new Uint8Array(Math.min(prefixLength, file.size));
  await readExactly(file, prefix, 0);
  const bytes = new Uint8Array(headerLength(prefix, file.size, shown));
  await readExactly(file, bytes, prefixLength);
  return parseHeader(bytes, file.size, shown);
}
