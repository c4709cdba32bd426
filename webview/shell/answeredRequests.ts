import { requestKey } from '../../src/export/requestKey.ts';
import type { AskedRequest } from '../../src/protocol/taking.ts';

/** Questions that are remembered: whoever drags a slider asks a great many. */
const most = 400;

/** Questions about runs that the host has answered: with their answers what was looked at can be drawn again. */
export class AnsweredRequests {
  /** The one that was asked last at the end. */
  readonly #known = new Map<string, AskedRequest & { readonly runId: unknown }>();

  add(method: string, request: unknown): void {
    const { runId } = (request ?? {}) as { readonly runId?: unknown };
    if (runId === undefined) return;
    const key = requestKey(method, request);
    this.#known.delete(key);
    this.#known.set(key, { method, request, runId });
    const [oldest] = this.#known.keys();
    if (this.#known.size > most) this.#known.delete(oldest);
  }

  about(runId: string): AskedRequest[] {
    return [...this.#known.values()]
      .filter((known) => known.runId === runId)
      .map(({ method, request }) => ({ method, request }));
  }
}
