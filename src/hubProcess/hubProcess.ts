import { setTimeout as sleep } from 'node:timers/promises';
import type { CancellationToken } from 'vscode-jsonrpc';
import { UnderhoodError } from '../errors.ts';
import { type ForkedChild, forkChild } from '../modelProcess/forkedChild.ts';
import { ipcTransport } from '../modelProcess/ipcTransport.ts';
import type { HubEvents, HubProcessOptions, HubProgress, HubRequests } from '../protocol/hub.ts';
import { type AnswerOf, type RequestOf, Rpc } from '../protocol/rpc.ts';

interface HubProcessSettings {
  /** The script to fork. */
  readonly script: string;
  /** Read again whenever a process is started. */
  readonly options: HubProcessOptions;
  readonly log: (line: string) => void;
}

/** How long what was cancelled may take to say so, milliseconds. */
const answersWithin = 2000;

/** The host's end of the process that talks with the hub: one for each request, so that nothing is left of it. */
export class HubProcess {
  readonly #children = new Set<ForkedChild>();

  constructor(private readonly settings: HubProcessSettings) {}

  /** Rejects with UnderhoodError: what the other end throws, `cancelled`, or `hub.processEnded`. */
  async request<Method extends keyof HubRequests>(
    method: Method,
    request: RequestOf<HubRequests, Method>,
    token: CancellationToken,
    onProgress: (progress: HubProgress) => void = () => {},
  ): Promise<AnswerOf<HubRequests, Method>> {
    const { script, options, log } = this.settings;
    const child = forkChild(script, options, log);
    this.#children.add(child);
    const rpc = new Rpc<HubRequests>(ipcTransport(child.process)).hear<HubEvents>({ progress: onProgress });
    void child.ended.then(() => {
      this.#children.delete(child);
      rpc.dispose();
    });
    const cancelling = token.onCancellationRequested(async () => {
      await sleep(answersWithin, undefined, { ref: false });
      child.process.kill('SIGKILL');
    });
    try {
      return await rpc.request(method, request, token);
    } catch (error) {
      if (!(error instanceof UnderhoodError) || error.code !== 'disconnected') throw error;
      if (token.isCancellationRequested) throw new UnderhoodError('cancelled');
      throw new UnderhoodError('hub.processEnded', { detail: await child.ended });
    } finally {
      cancelling.dispose();
      child.process.kill('SIGKILL');
    }
  }

  /** Ends what is under way. Resolves when it is gone. */
  async dispose(): Promise<void> {
    const children = [...this.#children];
    for (const { process } of children) process.kill('SIGKILL');
    await Promise.all(children.map(({ ended }) => ended));
  }
}
