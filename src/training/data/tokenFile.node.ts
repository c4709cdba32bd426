import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import path from 'node:path';
import { writingFailure } from '../../checkpoint/syncedFiles.node.ts';
import type { TokenSource } from './tokenSource.ts';

/** Tokens that are written, or read, at once. */
const bufferTokens = 2 ** 16;

/**
 * Token ids in a file, two bytes each (four where the vocabulary is larger than that), read by position: the system keeps
 * in memory what is used, as with a file that is mapped.
 */
export class TokenFile implements TokenSource {
  #buffer: Uint16Array | Uint32Array;

  private constructor(
    private readonly descriptor: number,
    readonly length: number,
    /** SHA-256 of the ids: what was trained on. */
    readonly digest: string,
    private readonly make: (length: number) => Uint16Array | Uint32Array,
  ) {
    this.#buffer = make(0);
  }

  /** Writes the ids that `chunks` gives. Throws UnderhoodError where the disk is full or the folder cannot be written to. */
  static async write(
    file: string,
    vocabularySize: number,
    chunks: AsyncIterable<ArrayLike<number>>,
  ): Promise<TokenFile> {
    const make = (length: number) => (vocabularySize <= 2 ** 16 ? new Uint16Array(length) : new Uint32Array(length));
    const descriptor = writing(file, () => openSync(file, 'w+'));
    const hash = createHash('sha256');
    const buffer = make(bufferTokens);
    let filled = 0;
    let length = 0;
    const flush = () => {
      const bytes = Buffer.from(buffer.buffer, 0, filled * buffer.BYTES_PER_ELEMENT);
      for (let done = 0; done < bytes.length; ) done += writing(file, () => writeSync(descriptor, bytes, done));
      hash.update(bytes);
      length += filled;
      filled = 0;
    };
    try {
      for await (const ids of chunks) {
        for (let i = 0; i < ids.length; i++) {
          buffer[filled++] = ids[i];
          if (filled === buffer.length) flush();
        }
      }
      flush();
    } catch (error) {
      closeSync(descriptor);
      throw error;
    }
    return new TokenFile(descriptor, length, hash.digest('hex'), make);
  }

  read(start: number, count: number): ArrayLike<number> {
    const wanted = Math.max(0, Math.min(count, this.length - start));
    if (this.#buffer.length < wanted) this.#buffer = this.make(wanted);
    const width = this.#buffer.BYTES_PER_ELEMENT;
    const bytes = Buffer.from(this.#buffer.buffer, 0, wanted * width);
    for (let done = 0; done < bytes.length; ) {
      const read = readSync(this.descriptor, bytes, done, bytes.length - done, start * width + done);
      if (read === 0) throw new Error('the token file was cut short');
      done += read;
    }
    return this.#buffer.subarray(0, wanted);
  }

  close(): void {
    closeSync(this.descriptor);
  }
}

/** What fails to be written, as a sentence can say it. */
function writing<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw writingFailure(path.dirname(file), error);
  }
}
