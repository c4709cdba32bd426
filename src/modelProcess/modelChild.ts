import type { ChildProcess } from 'node:child_process';
import { type CancellationToken, Emitter } from 'vscode-jsonrpc';
import type { ModelEvents, ModelProcessOptions, ModelRequests } from '../protocol/model.ts';
import { type AnswerOf, type RequestOf, Rpc } from '../protocol/rpc.ts';
import { forkChild } from './forkedChild.ts';
import { ipcTransport } from './ipcTransport.ts';

export type OpenAnswer = AnswerOf<ModelRequests, 'open'>;

export interface ChildSettings {
  /** The script to fork. */
  readonly script: string;
  readonly options: ModelProcessOptions;
  readonly log: (line: string) => void;
}

/** One life of the model process: a forked child, what it has open, and what it is busy with. */
export class ModelChild {
  readonly startedAt = Date.now();
  /** Resolves when the process is gone, to why it went. */
  readonly ended: Promise<string>;
  /** Ended by us, in favour of a new one: whatever it was asked is asked again. */
  isReplaced = false;
  isAlive = true;
  opened?: OpenAnswer;
  openedFolder?: string;
  /** The model that is being loaded. */
  opening?: { readonly folder: string; readonly answer: Promise<OpenAnswer> };
  /** Ids of the runs that it can be asked about. */
  readonly runs = new Set<string>();
  readonly #generated = new Emitter<RequestOf<ModelEvents, 'generated'>>();
  readonly #reading = new Emitter<RequestOf<ModelEvents, 'reading'>>();
  readonly onGenerated = this.#generated.event;
  readonly onReading = this.#reading.event;
  readonly #process: ChildProcess;
  readonly #rpc: Rpc<ModelRequests>;
  readonly #inFlight = new Set<{ readonly method: string; readonly request: object }>();

  /** @param isAfterCrash whether it takes the place of one that crashed */
  constructor(
    { script, options, log }: ChildSettings,
    readonly isAfterCrash: boolean,
  ) {
    const { process, ended } = forkChild(script, options, log);
    this.#process = process;
    this.ended = ended.then((detail) => {
      this.isAlive = false;
      this.#rpc.dispose();
      return detail;
    });
    this.#rpc = new Rpc<ModelRequests>(ipcTransport(this.#process)).hear<ModelEvents>({
      generated: (event) => this.#generated.fire(event),
      reading: (event) => this.#reading.fire(event),
    });
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** What it has been busy with the longest: after a crash, the likely cause. */
  get busyWith(): string | undefined {
    const [oldest] = this.#inFlight;
    return oldest && fingerprint(oldest.method, oldest.request);
  }

  /** As Rpc.request; rejects with `disconnected` once the process is gone. */
  async request<Method extends keyof ModelRequests>(
    method: Method,
    request: RequestOf<ModelRequests, Method>,
    token?: CancellationToken,
  ): Promise<AnswerOf<ModelRequests, Method>> {
    const inFlight = { method, request: request as object };
    this.#inFlight.add(inFlight);
    try {
      return await this.#rpc.request(method, request, token);
    } finally {
      // In a crash it stays, to be blamed.
      if (this.isAlive) this.#inFlight.delete(inFlight);
    }
  }

  /** Opens a model; asked twice for the same one it opens it once. */
  open(folder: string): Promise<OpenAnswer> {
    if (this.opened && this.openedFolder === folder) return Promise.resolve(this.opened);
    if (this.opening?.folder === folder) return this.opening.answer;
    const answer = this.request('open', { folder }).then((opened) => {
      this.opened = opened;
      this.openedFolder = folder;
      return opened;
    });
    const opening = { folder, answer };
    const settle = () => {
      if (this.opening === opening) this.opening = undefined;
    };
    this.opening = opening;
    answer.then(settle, settle);
    return answer;
  }

  /** Ends the process, whatever it is doing; not a crash. */
  replace(): void {
    this.isReplaced = true;
    this.#process.kill('SIGKILL');
  }
}

/** The same for requests that ask for the same. */
export function fingerprint(method: string, request: object): string {
  return `${method} ${JSON.stringify({ ...request, runId: undefined })}`;
}
