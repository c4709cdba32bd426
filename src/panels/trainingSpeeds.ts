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
    const total = timedLengths.length;
    let lengths: readonly TrainingSpeed[] = [];
    const tell = (phase: TrainingSpeeds['phase'], error?: string) => {
      if (this.#wanted === wanted) this.#tell({ phase, lengths, total, error });
    };
    tell('measuring');
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

  #tell(speeds: TrainingSpeeds): void {
    this.#speeds = speeds;
    this.#changed.fire();
  }
}
