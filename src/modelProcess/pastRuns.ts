import type { ModelRequests } from '../protocol/model.ts';
import type { RequestOf } from '../protocol/rpc.ts';

/** A run names its model: it is opened first where it is not open. */
export type RunRequest = RequestOf<ModelRequests, 'run'> & { readonly folder: string };
export type ReadRequest = RequestOf<ModelRequests, 'read'> & { readonly folder: string };
export type PlaceRequest = RequestOf<ModelRequests, 'place'> & { readonly folder: string };
/** Names its models itself. */
export type TranslateRequest = RequestOf<ModelRequests, 'translate'>;

/** What was done before, to be done again by a process that does not know of it. */
export type Past =
  | { readonly method: 'run'; readonly request: RunRequest }
  | { readonly method: 'read'; readonly request: ReadRequest }
  | { readonly method: 'place'; readonly request: PlaceRequest }
  | { readonly method: 'translate'; readonly request: TranslateRequest & { readonly folder?: undefined } };

/** Of each kind. */
const remembered = 4;

/** The last good runs and readings. */
export class PastRuns {
  #past: readonly Past[] = [];

  add(past: Past): void {
    const others = this.#past.filter(({ request }) => request.runId !== past.request.runId);
    const alike = others.filter(({ method }) => method === past.method).slice(1 - remembered);
    this.#past = [...others.filter(({ method }) => method !== past.method), ...alike, past];
  }

  find(runId: string): Past | undefined {
    return this.#past.find(({ request }) => request.runId === runId);
  }
}
