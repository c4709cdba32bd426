import 'vscode-jsonrpc/browser';
import { type Requester, Rpc } from '../../src/protocol/rpc.ts';
import { vscodeApi } from './vscodeApi.ts';

/** The extension host as a page sees it: answers requests, pushes events. */
export interface Host<Requests, Events extends object> extends Requester<Requests> {
  hear(listeners: Events): unknown;
}

export function connectHost<Requests, Events extends object>(): Host<Requests, Events> {
  return new Rpc<Requests>({
    post: (message) => vscodeApi.postMessage(message),
    listen(receive) {
      const onMessage = ({ data }: MessageEvent<unknown>) => receive(data);
      window.addEventListener('message', onMessage);
      return { dispose: () => window.removeEventListener('message', onMessage) };
    },
  });
}
