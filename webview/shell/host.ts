import 'vscode-jsonrpc/browser';
import { type Requester, Rpc } from '../../src/protocol/rpc.ts';
import type { AskedRequest, TakingEvents, TakingRequests } from '../../src/protocol/taking.ts';
import { AnsweredRequests } from './answeredRequests.ts';
import { vscodeApi } from './vscodeApi.ts';

/** The extension host as a page sees it: answers requests, pushes events. */
export interface Host<Requests, Events extends object> extends Requester<Requests> {
  hear(listeners: Events): unknown;
  /** What was asked about a run, and answered. */
  answered(runId: string): readonly AskedRequest[];
}

let connected: Rpc<unknown> | undefined;

export function connectHost<Requests, Events extends object>(): Host<Requests, Events> {
  const rpc = new Rpc<Requests>({
    post: (message) => vscodeApi.postMessage(message),
    listen(receive) {
      const onMessage = ({ data }: MessageEvent<unknown>) => receive(data);
      window.addEventListener('message', onMessage);
      return { dispose: () => window.removeEventListener('message', onMessage) };
    },
  });
  connected = rpc as Rpc<unknown>;
  const answered = new AnsweredRequests();
  return {
    async request(method, request, token) {
      const answer = await rpc.request(method, request, token);
      answered.add(method, request);
      return answer;
    },
    hear: (listeners) => rpc.hear(listeners),
    answered: (runId) => answered.about(runId),
  };
}

/** The same host, as every page asks it to have something taken away. */
export function takingHost(): Requester<TakingRequests> & Pick<Host<TakingRequests, TakingEvents>, 'hear'> {
  if (!connected) throw new Error('The page has no host yet.');
  return connected as Rpc<TakingRequests>;
}
