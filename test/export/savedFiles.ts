import { concatenate } from '../checkpoint/safetensorsFile.ts';

// Saved views as files of bytes, for tests that change them.

export function headerOf(file: Uint8Array): { readonly length: number; readonly entries: Record<string, unknown> } {
  const length = Number(new DataView(file.buffer, file.byteOffset).getBigUint64(0, true));
  return { length, entries: JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + length))) };
}

/** What of a view is JSON. */
export function decodableJson(file: Uint8Array): unknown {
  return JSON.parse((headerOf(file).entries.__metadata__ as { underhood: string }).underhood);
}

/** The same file with other JSON. */
export function withMetadata(file: Uint8Array, underhood: string): Uint8Array {
  const { length, entries } = headerOf(file);
  const header = new TextEncoder().encode(JSON.stringify({ ...entries, __metadata__: { underhood } }));
  const prefix = new Uint8Array(8);
  new DataView(prefix.buffer).setBigUint64(0, BigInt(header.length), true);
  return concatenate([prefix, header, file.subarray(8 + length)]);
}
