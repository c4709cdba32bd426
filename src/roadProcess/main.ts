import 'vscode-jsonrpc/node';
import { chooseRuntime } from '../engine/runtimes/chooseRuntime.node.ts';
import { ipcTransport } from '../modelProcess/ipcTransport.ts';
import type { RoadEvents, RoadHostRequests, RoadProcessOptions, RoadRequests } from '../protocol/road.ts';
import { Rpc } from '../protocol/rpc.ts';
import { runExperiment } from '../road/runs.ts';
import { RoadSession } from './roadSession.ts';

// The forked child in which experiments run. Its first message says how; all others are requests.
process.once('message', ({ runtime, threads, digits }: RoadProcessOptions) => {
  const rpc = new Rpc<RoadHostRequests, RoadEvents>(ipcTransport(process), (error, method) =>
    console.error(method, error),
  );
  const session = new RoadSession(
    digits,
    () => chooseRuntime({ runtime, threads }),
    (progress) => rpc.push('progress', progress),
    runExperiment,
    async (question) => (await rpc.request('ask', { question })) ?? undefined,
  );
  rpc.serve<RoadRequests>(session);
});
process.once('disconnect', () => process.exit());
// Whoever read what it prints is gone with its parent.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
