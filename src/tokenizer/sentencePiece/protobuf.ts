/** A field of a protobuf message, as the wire has it: numbers of 32 bits or varints, or bytes. */
interface Field {
  readonly number: number;
  readonly value: number | Uint8Array;
}

/**
 * The fields of a message in order (protobuf.dev/programming-guides/encoding). Throws RangeError where it is cut short or
 * holds what no message does.
 */
export function* fieldsOf(bytes: Uint8Array): Generator<Field> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let shift = 0; shift < 64; shift += 7) {
      const byte = view.getUint8(at++);
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw new RangeError('a number is too long');
  };
  const take = (length: number) => {
    if (length > bytes.length - at) throw new RangeError('the file ends within a field');
    at += length;
    return bytes.subarray(at - length, at);
  };
  while (at < bytes.length) {
    const key = varint();
    const number = Math.floor(key / 8);
    switch (key % 8) {
      case 0:
        yield { number, value: varint() };
        break;
      case 1:
        yield { number, value: take(8) };
        break;
      case 2:
        yield { number, value: take(varint()) };
        break;
      case 5:
        yield { number, value: take(4) };
        break;
      default:
        throw new RangeError(`there is no wire type ${key % 8}`);
    }
  }
}

/** What 4 bytes mean as a float. */
export function floatOf(value: Field['value']): number {
  if (typeof value === 'number' || value.length !== 4) throw new RangeError('a float was expected');
  return new DataView(value.buffer, value.byteOffset, 4).getFloat32(0, true);
}

/** Bytes as the UTF-8 that they must be. Throws RangeError for a number, TypeError for what is no UTF-8. */
export function textOf(value: Field['value']): string {
  if (typeof value === 'number') throw new RangeError('a text was expected');
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(value);
}

/** Throws RangeError for a number. */
export function bytesOf(value: Field['value']): Uint8Array {
  if (typeof value === 'number') throw new RangeError('bytes were expected');
  return value;
}
