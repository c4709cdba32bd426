import { type FileHandle, open } from 'node:fs/promises';
import { withFile } from '../../checkpoint/files.node.ts';
import { writeAll } from '../../checkpoint/syncedFiles.node.ts';
import type { StepRecord } from './history.ts';

/** Numbers of a record that are not by block. */
const single = 5;

/**
 * The steps of a run in a file, one record of doubles after the other, so that whatever a killed process left half
 * written is known by its length.
 */
export class StepFile {
  #pending: StepRecord[] = [];

  private constructor(
    private readonly handle: FileHandle,
    private end: number,
  ) {}

  /**
   * Opens the file, made where there is none, and forgets what came after `step`.
   * @param onRecord told of all that stays, in order
   */
  static async open(
    file: string,
    blocks: number,
    step: number,
    onRecord: (record: StepRecord) => void,
  ): Promise<StepFile> {
    const handle = await open(file, 'a+').then(async (made) => {
      await made.close();
      return open(file, 'r+');
    });
    let end = 0;
    for (const record of recordsIn(await handle.readFile(), blocks)) {
      if (record.step > step) break;
      onRecord(record);
      end += bytesOf(blocks);
    }
    await handle.truncate(end);
    return new StepFile(handle, end);
  }

  /** All whole records of a file, which another process may be writing. Throws UnderhoodError where it cannot be read. */
  static read(folder: string, name: string, blocks: number): Promise<StepRecord[]> {
    return withFile(folder, name, async ({ handle }) => [...recordsIn(await handle.readFile(), blocks)]);
  }

  add(record: StepRecord): void {
    this.#pending.push(record);
  }

  /** Writes what was added. Throws what the system does. */
  async flush(): Promise<void> {
    const records = this.#pending;
    this.#pending = [];
    const numbers = records.flatMap(({ step, seconds, loss, learningRate, gradientNorm, blockNorms, updateRatios }) => [
      ...[step, seconds, loss, learningRate, gradientNorm],
      ...blockNorms,
      ...updateRatios,
    ]);
    const bytes = new Uint8Array(Float64Array.from(numbers).buffer);
    await writeAll(this.handle, bytes, this.end);
    this.end += bytes.length;
  }

  close(): Promise<void> {
    return this.handle.close();
  }
}

function bytesOf(blocks: number): number {
  return 8 * (single + 2 * blocks);
}

function* recordsIn(content: Buffer, blocks: number): Generator<StepRecord> {
  const bytes = bytesOf(blocks);
  for (let at = content.byteOffset, end = at + content.length; at + bytes <= end; at += bytes) {
    // A copy: what a small file was read into need not lie where doubles may begin.
    yield recordOf(new Float64Array(content.buffer.slice(at, at + bytes)), blocks);
  }
}

function recordOf(numbers: Float64Array, blocks: number): StepRecord {
  const [step, seconds, loss, learningRate, gradientNorm] = numbers;
  return {
    ...{ step, seconds, loss, learningRate, gradientNorm },
    blockNorms: [...numbers.subarray(single, single + blocks)],
    updateRatios: [...numbers.subarray(single + blocks)],
  };
}
