import 'vscode-jsonrpc/node';
import { ipcTransport } from '../modelProcess/ipcTransport.ts';
import type { HubEvents, HubProcessOptions, HubRequests } from '../protocol/hub.ts';
import { Rpc } from '../protocol/rpc.ts';
import { HubSession } from './hubSession.ts';

// The forked child that talks with the hub: what checks checksums has no place in the extension host. Its first message says
// how; all others are requests. A download that its parent leaves behind goes on from there next time.
process.once('message', (options: HubProcessOptions) => {
  const rpc = new Rpc<object, HubEvents>(ipcTransport(process), (error, method) => console.error(method, error));
  const { describe, download } = new HubSession(options, (progress) => rpc.push('progress', progress));
  rpc.serve<HubRequests>({ describe, download });
});
process.once('disconnect', () => process.exit());
