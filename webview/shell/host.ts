import 'vscode-jsonrpc/browser';
import type { PageEvents, PageRequests } from '../../src/protocol/page.ts';
import { type Requester, Rpc } from '../../src/protocol/rpc.ts';
import { vscodeApi } from './vscodeApi.ts';

/** The extension host as a page sees it: answers requests, pushes events. */
export interface Host extends Requester<PageRequests> {
  hear(listeners: PageEvents): unknown;
}

export function connectHost(): Host {
  return new Rpc<PageRequests>({
    post: (message) => vscodeApi.postMessage(message),
    listen(receive) {
      const onMessage = ({ data }: MessageEvent<unknown>) => receive(data);
      window.addEventListener('message', onMessage);
      return { dispose: () => window.removeEventListener('message', onMessage) };
    },
  });
}
