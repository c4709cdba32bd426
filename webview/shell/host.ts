import 'vscode-jsonrpc/browser';
import { type Requester, Rpc } from '../../src/protocol/rpc.ts';
import type { TakingEvents, TakingRequests } from '../../src/protocol/taking.ts';
import { vscodeApi } from './vscodeApi.ts';

/** The extension host as a page sees it: answers requests, pushes events. */
export interface Host<Requests, Events extends object> extends Requester<Requests> {
  hear(listeners: Events): unknown;
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
  return rpc;
}

/** The same host, as every page asks it to have something taken away. */
export function takingHost(): Host<TakingRequests, TakingEvents> {
  if (!connected) throw new Error('The page has no host yet.');
  return connected as Rpc<TakingRequests>;
}
