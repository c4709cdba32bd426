import * as vscode from 'vscode';
import { type SizeName, sizeNames } from '../../training/recipe/presets.ts';
import type { StepProbe } from './training.ts';

type Times = Readonly<Partial<Record<SizeName, number>>>;

/** Tokens in the vocabulary of the models that are timed: it matters little. */
const vocabularySize = 512;

/**
 * How long a training step of each size takes on this machine. Measured once for each version of the extension and setting
 * of what computes, and remembered; measured only while somebody watches.
 */
export class StepTimes {
  readonly #changed = new vscode.EventEmitter<void>();
  #watchers = 0;
  #isMeasuring = false;
  #error: unknown;

  constructor(
    private readonly probe: StepProbe,
    private readonly memory: vscode.Memento,
    private readonly version: string,
  ) {}

  /** Milliseconds; undefined as long as it is not known. */
  of(size: SizeName): number | undefined {
    return this.#known[size];
  }

  /** Why what is not known will not be. */
  get error(): unknown {
    return this.#error;
  }

  /** Measures what is missing, and tells whenever there is news, until it is disposed of. */
  watch(changed: () => void): vscode.Disposable {
    const listening = this.#changed.event(changed);
    this.#watchers++;
    void this.#measure();
    return new vscode.Disposable(() => {
      listening.dispose();
      this.#watchers--;
    });
  }

  get #key(): string {
    const { threads, runtime } = vscode.workspace.getConfiguration('underhood');
    return `stepTimes ${[vscode.env.machineId, this.version, runtime, threads].join(' ')}`;
  }

  get #known(): Times {
    return this.memory.get<Times>(this.#key, {});
  }

  async #measure(): Promise<void> {
    const missing = sizeNames.filter((size) => this.of(size) === undefined);
    if (this.#isMeasuring || missing.length === 0) return;
    this.#isMeasuring = true;
    this.#error = undefined;
    try {
      for await (const { size, milliseconds } of this.probe.measure(missing, vocabularySize)) {
        await this.memory.update(this.#key, { ...this.#known, [size]: milliseconds });
        this.#changed.fire();
        if (this.#watchers === 0) return;
      }
    } catch (error) {
      this.#error = error;
      this.#changed.fire();
    } finally {
      this.#isMeasuring = false;
    }
  }
}
