import type { CancellationToken } from 'vscode-jsonrpc';
import { UnderhoodError } from '../errors.ts';
import { type ForkedChild, forkChild } from '../modelProcess/forkedChild.ts';
import { ipcTransport } from '../modelProcess/ipcTransport.ts';
import { type AnswerOf, type RequestOf, Rpc } from '../protocol/rpc.ts';
import type { TrainingProcessOptions } from '../protocol/training.ts';

export interface TrainingProcessSettings {
  /** The script to fork. */
  readonly script: string;
  readonly options: TrainingProcessOptions;
  readonly log: (line: string) => void;
}

/** A process that trains, started when it is first asked, and again where it has ended. */
export class TrainingChild<Requests> {
  #life?: { readonly child: ForkedChild; readonly rpc: Rpc<Requests> };
  #isDisposed = false;

  /**
   * @param hear takes what a process pushes
   * @param onEnd told why a process ended that was not let go
   */
  constructor(
    private readonly settings: TrainingProcessSettings,
    private readonly hear: (rpc: Rpc<Requests>) => void,
    private readonly onEnd: (detail: string) => void,
  ) {}

  /** Number of the process that runs now. */
  get pid(): number | undefined {
    return this.#life?.child.process.pid;
  }

  /** Rejects with `training.processEnded` where the process ends meanwhile. */
  async ask<Method extends keyof Requests & string>(
    method: Method,
    request: RequestOf<Requests, Method>,
    token?: CancellationToken,
  ): Promise<AnswerOf<Requests, Method>> {
    if (this.#isDisposed) throw new UnderhoodError('disconnected');
    this.#life ??= this.#start();
    const { rpc, child } = this.#life;
    try {
      return await rpc.request(method, request, token);
    } catch (error) {
      if (!(error instanceof UnderhoodError) || error.code !== 'disconnected') throw error;
      throw new UnderhoodError('training.processEnded', { detail: await child.ended });
    }
  }

  /** Lets the process go, which writes a checkpoint and ends by itself. Resolves when it is gone. */
  async release(): Promise<void> {
    const life = this.#life;
    this.#life = undefined;
    if (!life) return;
    const { process, ended } = life.child;
    // One that crashed is known to be gone a moment later than its channel.
    if (process.connected) process.disconnect();
    await ended;
  }

  /** The same for good: nothing can be asked any more. */
  dispose(): Promise<void> {
    this.#isDisposed = true;
    return this.release();
  }

  #start() {
    const { script, options, log } = this.settings;
    const child = forkChild(script, options, log);
    const rpc = new Rpc<Requests>(ipcTransport(child.process));
    this.hear(rpc);
    const life = { child, rpc };
    void child.ended.then((detail) => {
      rpc.dispose();
      if (this.#life !== life) return;
      this.#life = undefined;
      log(`The training process ended: ${detail}.`);
      this.onEnd(detail);
    });
    return life;
  }
}
