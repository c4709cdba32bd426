import { setTimeout as sleep } from 'node:timers/promises';
import { type CancellationToken, CancellationTokenSource } from 'vscode-jsonrpc';
import { UnderhoodError } from '../errors.ts';
import { type ForkedChild, forkChild } from '../modelProcess/forkedChild.ts';
import { ipcTransport } from '../modelProcess/ipcTransport.ts';
import type {
  RoadEvents,
  RoadHostRequests,
  RoadProcessOptions,
  RoadProgress,
  RoadRequests,
  RoadTask,
} from '../protocol/road.ts';
import { Rpc } from '../protocol/rpc.ts';
import type { Outcome } from '../road/experiment.ts';

interface RoadProcessSettings {
  /** The script to fork. */
  readonly script: string;
  /** Read again whenever a process is started. */
  readonly options: RoadProcessOptions;
  readonly log: (line: string) => void;
  /** Asks a language model that the person has; undefined where there is none. */
  readonly ask?: (question: string, token: CancellationToken) => Promise<string | undefined>;
}

/** How long a process that was cancelled may take to say so, milliseconds. */
const answersWithin = 1000;
/** How long a process without work is kept, milliseconds: another move of a slider comes soon, if at all. */
const keptFor = 30_000;

interface Life {
  readonly child: ForkedChild;
  readonly rpc: Rpc<RoadRequests>;
  /** By us. */
  isKilled: boolean;
  /** Ends what is being asked, with the run that asks. */
  questions: CancellationTokenSource;
}

/** The host's end of the process in which experiments run: started when it is needed, and killed where it does not answer. */
export class RoadProcess {
  #life?: Life;
  #hear: (progress: RoadProgress) => void = () => {};
  #working = 0;
  #idle?: ReturnType<typeof setTimeout>;
  #isDisposed = false;

  constructor(private readonly settings: RoadProcessSettings) {}

  /** Number of the process that runs now. */
  get pid(): number | undefined {
    return this.#life?.child.process.pid;
  }

  /**
   * Runs an experiment; another one is cancelled. Rejects with UnderhoodError: `cancelled`, `road.processEnded`, or what the
   * experiment threw.
   */
  async run(task: RoadTask, onProgress: (progress: RoadProgress) => void, token: CancellationToken): Promise<Outcome> {
    if (this.#isDisposed) throw new UnderhoodError('disconnected');
    clearTimeout(this.#idle);
    this.#working++;
    this.#hear = onProgress;
    try {
      for (;;) {
        const life = this.#started();
        try {
          return await this.#runIn(life, task, token);
        } catch (error) {
          if (!(error instanceof UnderhoodError) || error.code !== 'disconnected') throw error;
          if (token.isCancellationRequested) throw new UnderhoodError('cancelled');
          // Ended for the sake of one before it, which did not answer: this one begins again.
          if (!life.isKilled || this.#isDisposed) {
            throw new UnderhoodError('road.processEnded', { detail: await life.child.ended });
          }
        }
      }
    } finally {
      this.#working--;
      if (this.#working === 0) this.#idle = setTimeout(() => this.#letGo(), keptFor).unref();
    }
  }

  async pause(): Promise<void> {
    await this.#life?.rpc.request('pause', {});
  }

  async resume(): Promise<void> {
    await this.#life?.rpc.request('resume', {});
  }

  /** Ends the process, whatever it does. Resolves when it is gone. */
  async dispose(): Promise<void> {
    this.#isDisposed = true;
    clearTimeout(this.#idle);
    const ended = this.#life?.child.ended;
    this.#letGo();
    await ended;
  }

  #started(): Life {
    if (this.#life) return this.#life;
    const { script, options, log, ask } = this.settings;
    const child = forkChild(script, options, log);
    const rpc = new Rpc<RoadRequests>(ipcTransport(child.process))
      .hear<RoadEvents>({ progress: (progress) => this.#hear(progress) })
      .serve<RoadHostRequests>({ ask: async ({ question }) => (await ask?.(question, life.questions.token)) ?? null });
    const life: Life = { child, rpc, isKilled: false, questions: new CancellationTokenSource() };
    void child.ended.then((detail) => {
      rpc.dispose();
      if (this.#life === life) this.#life = undefined;
      log(`The road's process ended: ${detail}.`);
    });
    this.#life = life;
    return life;
  }

  /** What is cancelled and does not come by a step is ended with its process. */
  async #runIn(life: Life, task: RoadTask, token: CancellationToken): Promise<Outcome> {
    let isOver = false;
    const questions = new CancellationTokenSource();
    life.questions = questions;
    const listening = token.onCancellationRequested(async () => {
      questions.cancel();
      await sleep(answersWithin, undefined, { ref: false });
      if (!isOver) this.#kill(life);
    });
    try {
      return await life.rpc.request('run', task, token);
    } finally {
      isOver = true;
      listening.dispose();
    }
  }

  #letGo(): void {
    if (this.#life) this.#kill(this.#life);
  }

  #kill(life: Life): void {
    life.isKilled = true;
    life.child.process.kill('SIGKILL');
    if (this.#life === life) this.#life = undefined;
  }
}
