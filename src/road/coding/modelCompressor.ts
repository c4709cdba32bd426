import type { Runtime } from '../../engine/runtime.ts';
import { UnderhoodError } from '../../errors.ts';
import { LaneReader, type TrainedModel } from '../gpt/laneReader.ts';
import { ArithmeticDecoder, ArithmeticEncoder } from './arithmeticCoder.ts';
import { frequenciesOf } from './frequencies.ts';

/** Bytes are tokens; one more stands before each text. */
export const byteVocabulary = 257;
export const startId = 256;

const mostLanes = 32;
const lengthBytes = 4;

interface Compressed {
  readonly bytes: Uint8Array;
  /** Σ −log₂ p of all bytes by the model itself, whose probabilities are not rounded. */
  readonly modelBits: number;
}

/** Called between steps with the share that is done, 0 … 1; what it throws ends the work. */
type OnProgress = (done: number) => Promise<void>;

/**
 * Files as arithmetic codes, each byte by what a model of bytes expects after those before it. Whoever has the same model
 * gets the same file back; to a different machine the same model may be another one in the last bits.
 *
 * A long file is cut into lanes that are read side by side, for speed; each begins without knowing what came before it.
 */
export class ModelCompressor {
  /** By their number of lanes: compiled when one is needed. */
  readonly #readers = new Map<number, LaneReader>();

  constructor(
    private readonly runtime: Runtime,
    private readonly model: TrainedModel,
  ) {}

  async compress(file: Uint8Array, onProgress: OnProgress): Promise<Compressed> {
    const encoder = new ArithmeticEncoder();
    let modelBits = 0;
    await this.#read(file.length, onProgress, (index, logits) => {
      encoder.encode(frequenciesOf(logits), file[index]);
      modelBits += surprisalBits(logits, file[index]);
      return file[index];
    });
    const code = file.length > 0 ? encoder.finish() : new Uint8Array();
    const bytes = new Uint8Array(lengthBytes + code.length);
    new DataView(bytes.buffer).setUint32(0, file.length);
    bytes.set(code, lengthBytes);
    return { bytes, modelBits };
  }

  /** The file that was compressed. Throws UnderhoodError where the bytes hold none. */
  async decompress(bytes: Uint8Array, onProgress: OnProgress): Promise<Uint8Array> {
    if (bytes.length < lengthBytes) throw new UnderhoodError('road.notCompressed');
    const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
    const decoder = new ArithmeticDecoder(bytes.subarray(lengthBytes));
    const file = new Uint8Array(length);
    await this.#read(length, onProgress, (index, logits) => {
      const symbol = decoder.decode(frequenciesOf(logits));
      if (symbol === startId) throw new UnderhoodError('road.notCompressed');
      file[index] = symbol;
      return symbol;
    });
    return file;
  }

  async release(): Promise<void> {
    for (const reader of this.#readers.values()) await reader.release();
  }

  /**
   * Goes through a file of so many bytes, lane beside lane.
   * @param byteAt given the place of a byte and the logits of what may stand there, [V], tells which does
   */
  async #read(
    length: number,
    onProgress: OnProgress,
    byteAt: (index: number, logits: Float32Array) => number,
  ): Promise<void> {
    if (length === 0) return;
    const lanes = lanesFor(length, this.model.config.contextLength);
    const laneLength = Math.ceil(length / lanes);
    const reader = await this.#readerOf(lanes);
    reader.reset();
    let ids: number[] = Array.from({ length: lanes }, () => startId);
    for (let place = 0; place < laneLength; place++) {
      const logits = await reader.next(ids);
      const size = logits.length / lanes;
      ids = ids.map((_, lane) => {
        const index = lane * laneLength + place;
        return index < length ? byteAt(index, logits.subarray(lane * size, (lane + 1) * size)) : startId;
      });
      await onProgress((place + 1) / laneLength);
    }
  }

  async #readerOf(lanes: number): Promise<LaneReader> {
    const reader = this.#readers.get(lanes) ?? (await LaneReader.compile(this.runtime, this.model, lanes));
    this.#readers.set(lanes, reader);
    return reader;
  }
}

/** So few that each lane is eight contexts long: that it begins without a past then hardly counts. */
function lanesFor(length: number, contextLength: number): number {
  return Math.min(mostLanes, Math.max(1, Math.floor(length / (8 * contextLength))));
}

function surprisalBits(logits: Float32Array, id: number): number {
  const highest = logits.reduce((most, logit) => Math.max(most, logit), Number.NEGATIVE_INFINITY);
  const sum = logits.reduce((total, logit) => total + Math.exp(logit - highest), 0);
  return (Math.log(sum) + highest - logits[id]) / Math.LN2;
}
