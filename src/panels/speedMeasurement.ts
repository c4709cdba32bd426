import { Emitter } from 'vscode-jsonrpc';
import { type TrainingSpeed, timedLengths } from '../protocol/training.ts';
import type { TrainingSpeeds } from '../protocol/translatePage.ts';

/** How fast training is on this machine: measured when someone asks, and told length by length. */
export class SpeedMeasurement {
  readonly #changed = new Emitter<void>();
  readonly onDidChange = this.#changed.event;
  #speeds?: TrainingSpeeds;
  /** The measurement that is wanted; another object once it is not. */
  #wanted?: object;
  /** When the measurements before are over: one that was cancelled computes until its length is through. */
  #over: Promise<void> = Promise.resolve();

  /** @param measure at some lengths, one after the other */
  constructor(
    private readonly measure: (lengths: readonly number[]) => AsyncIterable<TrainingSpeed>,
    private readonly sentenceOf: (error: unknown) => string,
  ) {}

  get speeds(): TrainingSpeeds | undefined {
    return this.#speeds;
  }

  /** Measures anew, unless it is being measured. Resolves when that is over, whatever came of it. */
  async start(): Promise<void> {
    if (this.#speeds?.phase === 'measuring') return;
    const wanted = {};
    this.#wanted = wanted;
    this.#tell({ phase: 'measuring', lengths: [], total: timedLengths.length });
    // Two at once would slow each other down, and what is told of either would be wrong.
    this.#over = this.#over.then(() => this.#measure(wanted));
    await this.#over;
  }

  /** What was measured until then stays. */
  cancel(): void {
    if (this.#speeds?.phase !== 'measuring') return;
    this.#wanted = undefined;
    this.#tell({ ...this.#speeds, phase: 'cancelled' });
  }

  dispose(): void {
    this.#wanted = undefined;
    this.#changed.dispose();
  }

  async #measure(wanted: object): Promise<void> {
    if (this.#wanted !== wanted) return;
    let lengths: readonly TrainingSpeed[] = [];
    const tell = (phase: TrainingSpeeds['phase'], error?: string) => {
      if (this.#wanted === wanted) this.#tell({ phase, lengths, total: timedLengths.length, error });
    };
    try {
      for await (const speed of this.measure(timedLengths)) {
        if (this.#wanted !== wanted) return;
        lengths = [...lengths, speed];
        tell('measuring');
      }
      tell('measured');
    } catch (error) {
      tell('failed', this.sentenceOf(error));
    }
  }

  #tell(speeds: TrainingSpeeds): void {
    this.#speeds = speeds;
    this.#changed.fire();
  }
}
