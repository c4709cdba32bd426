import 'vscode-jsonrpc/node';
import { chooseRuntime } from '../engine/runtimes/chooseRuntime.node.ts';
import { ipcTransport } from '../modelProcess/ipcTransport.ts';
import { Rpc } from '../protocol/rpc.ts';
import type { TrainingEvents, TrainingProcessOptions, TrainingRequests } from '../protocol/training.ts';
import { TrainingSession } from './trainingSession.ts';

// The forked child of one run. Its first message says how it is to run; all others are requests. Where its parent goes,
// it writes a checkpoint and ends.
process.once('message', ({ runtime, threads: usual }: TrainingProcessOptions) => {
  const rpc = new Rpc<object, TrainingEvents>(ipcTransport(process), (error, method) => console.error(method, error));
  const session = new TrainingSession(
    (threads) => chooseRuntime({ runtime, threads: threads || usual }),
    (event, payload) => rpc.push(event, payload),
  );
  rpc.serve<TrainingRequests>(session);
  process.once('disconnect', () => void session.leave().finally(() => process.exit()));
});
// Whoever read what it prints is gone with its parent.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
