import * as vscode from 'vscode';
import { type ProposedModel, timedVocabulary } from '../../training/recipe/proposedModel.ts';
import type { StepProbe } from './training.ts';

type Times = Readonly<Record<string, number>>;

/**
 * How long a training step of each proposed model takes on this machine. Measured once for each version of the extension
 * and setting of what computes, and remembered; measured only while somebody watches, and only what they watch.
 */
export class StepTimes {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #watched = new Set<readonly ProposedModel[]>();
  #isMeasuring = false;
  #error: unknown;

  constructor(
    private readonly probe: StepProbe,
    private readonly memory: vscode.Memento,
    private readonly version: string,
  ) {}

  /** Milliseconds; undefined as long as it is not known. */
  of(model: ProposedModel): number | undefined {
    return this.#known[nameOf(model)];
  }

  /** Why what is not known will not be. */
  get error(): unknown {
    return this.#error;
  }

  /** Measures what is missing of these, and tells whenever there is news, until it is disposed of. */
  watch(models: readonly ProposedModel[], changed: () => void): vscode.Disposable {
    const listening = this.#changed.event(changed);
    const watched = [...models];
    this.#watched.add(watched);
    void this.#measure();
    return new vscode.Disposable(() => {
      listening.dispose();
      this.#watched.delete(watched);
    });
  }

  get #key(): string {
    const { threads, runtime } = vscode.workspace.getConfiguration('underhood');
    return `stepTimes ${[vscode.env.machineId, this.version, runtime, threads].join(' ')}`;
  }

  get #known(): Times {
    return this.memory.get<Times>(this.#key, {});
  }

  /** Of what is watched now. */
  get #missing(): readonly ProposedModel[] {
    return [...this.#watched].flat().filter((model) => this.of(model) === undefined);
  }

  async #measure(): Promise<void> {
    if (this.#isMeasuring) return;
    this.#isMeasuring = true;
    this.#error = undefined;
    try {
      for (let asked = this.#missing; asked.length > 0; ) {
        for await (const { model, milliseconds } of this.probe.measure(asked, timedVocabulary)) {
          await this.memory.update(this.#key, { ...this.#known, [nameOf(model)]: milliseconds });
          this.#changed.fire();
          // Whoever watched may have gone, and others have come.
          if (!this.#missing.some((model) => asked.includes(model))) break;
        }
        // What could not be measured is not asked for again.
        asked = this.#missing.filter((model) => !asked.includes(model));
      }
    } catch (error) {
      this.#error = error;
      this.#changed.fire();
    } finally {
      this.#isMeasuring = false;
    }
  }
}

function nameOf({ kind, size }: ProposedModel): string {
  return `${kind} ${size}`;
}
