import { UnderhoodError } from '../../errors.ts';

const pageBytes = 65536;
/** Addresses are 32 bits; the last page is left free, so that an array's end has one too. */
const largestPages = 65535;
const alignment = 4;

/**
 * One block of memory for all arrays of a training run. Its size is settled when it is made, so that neither the arrays
 * move nor the views of them go stale; a runtime reads and writes them in place, and so does the optimiser's kernel.
 */
export class Arena {
  readonly memory: WebAssembly.Memory;
  #used = 0;

  /**
   * @param lengths lengths of all arrays that will be asked for, in floats
   * Throws UnderhoodError where they exceed 4 GiB or the machine's memory.
   */
  constructor(lengths: readonly number[]) {
    const floats = lengths.reduce((sum, length) => sum + padded(length), 0);
    const initial = Math.max(1, Math.ceil((floats * 4) / pageBytes));
    const gigabytes = ((initial * pageBytes) / 2 ** 30).toFixed(1);
    if (initial > largestPages) throw new UnderhoodError('training.tooLarge', { gigabytes });
    try {
      this.memory = new WebAssembly.Memory({ initial });
    } catch {
      throw new UnderhoodError('training.memory', { gigabytes });
    }
  }

  /** Zeros. Behind them, up to the next multiple of four floats, stay zeros too. */
  allocate(length: number): Float32Array {
    const at = this.#used;
    this.#used += padded(length) * 4;
    return new Float32Array(this.memory.buffer, at, length);
  }
}

/** Floats that an array takes up: kernels work on four at a time. */
export function padded(length: number): number {
  return Math.ceil(length / alignment) * alignment;
}
