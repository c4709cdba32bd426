import { fromHalf } from '../../src/checkpoint/halfPrecision.ts';
import { headerLength, parseHeader, prefixLength, type SafetensorsHeader } from '../../src/checkpoint/safetensors.ts';

/** A safetensors file around any header, good or bad, followed by `dataLength` zeros. */
export function assemble(header: string | Uint8Array | object, dataLength: number): Uint8Array {
  const bytes =
    header instanceof Uint8Array
      ? header
      : new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const file = new Uint8Array(prefixLength + bytes.length + dataLength);
  new DataView(file.buffer).setBigUint64(0, BigInt(bytes.length), true);
  file.set(bytes, prefixLength);
  return file;
}

/** The header of a whole file in memory. */
export function headerOf(bytes: Uint8Array, file = 'model.safetensors'): SafetensorsHeader {
  const length = headerLength(bytes.subarray(0, prefixLength), bytes.length, file);
  return parseHeader(bytes.subarray(prefixLength, prefixLength + length), bytes.length, file);
}

interface DecodedTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array | BigInt64Array;
}

/** Every tensor of a whole file in memory: F32, F16 (as f32) and I64. */
export function decodeSafetensors(bytes: Uint8Array): Map<string, DecodedTensor> {
  const decoded = new Map<string, DecodedTensor>();
  for (const [name, { dtype, shape, offset, length }] of headerOf(bytes).tensors) {
    const { buffer } = new Uint8Array(bytes.subarray(offset, offset + length));
    if (dtype === 'F32') decoded.set(name, { shape, data: new Float32Array(buffer) });
    else if (dtype === 'F16') decoded.set(name, { shape, data: fromHalf(new Uint16Array(buffer)) });
    else if (dtype === 'I64') decoded.set(name, { shape, data: new BigInt64Array(buffer) });
    else throw new Error(`${name} is stored as ${dtype}`);
  }
  return decoded;
}

export function concatenate(pieces: Iterable<Uint8Array>): Uint8Array {
  return Buffer.concat([...pieces]);
}
