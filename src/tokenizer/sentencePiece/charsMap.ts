/**
 * Rules that replace a few characters by others, compiled: the size of a trie, the trie (a double array, as Darts-clone
 * lays it out), and the replacements one after the other, each ended by a zero.
 */
export class CharsMap {
  readonly #units: Uint32Array;
  readonly #texts: Uint8Array;

  /** Throws RangeError where it is damaged. */
  constructor(bytes: Uint8Array) {
    if (bytes.length === 0) {
      this.#units = new Uint32Array();
      this.#texts = bytes;
      return;
    }
    if (bytes.length < 4) throw new RangeError('its rules are cut short');
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const size = view.getUint32(0, true);
    if (size % 4 !== 0 || size > bytes.length - 4) throw new RangeError('its rules are cut short');
    this.#units = Uint32Array.from({ length: size / 4 }, (_, i) => view.getUint32(4 + 4 * i, true));
    this.#texts = bytes.subarray(4 + size);
  }

  /** The longest rule that fits at a place: how many bytes it replaces, and by what. Undefined where none does. */
  longest(bytes: Uint8Array, start: number): { readonly length: number; readonly replacement: string } | undefined {
    if (this.#units.length === 0) return undefined;
    let found: { length: number; place: number } | undefined;
    let node = offsetOf(this.#units[0]);
    for (let at = start; at < bytes.length; at++) {
      node ^= bytes[at];
      const unit = this.#units[node];
      if (unit === undefined || labelOf(unit) !== bytes[at]) break;
      node ^= offsetOf(unit);
      if (hasLeaf(unit)) found = { length: at + 1 - start, place: this.#units[node] & 0x7fffffff };
    }
    return found && { length: found.length, replacement: this.#text(found.place) };
  }

  #text(place: number): string {
    const end = this.#texts.indexOf(0, place);
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(this.#texts.subarray(place, end < 0 ? undefined : end));
  }
}

// A unit of Darts-clone holds the byte that leads to it, where its children are, and whether a key ends there.

function labelOf(unit: number): number {
  return (unit & (2 ** 31 + 0xff)) >>> 0;
}

function offsetOf(unit: number): number {
  return ((unit >>> 10) << ((unit & (1 << 9)) >>> 6)) >>> 0;
}

function hasLeaf(unit: number): boolean {
  return ((unit >>> 8) & 1) === 1;
}
