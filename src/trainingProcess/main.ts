import 'vscode-jsonrpc/node';
import { chooseRuntime } from '../engine/runtimes/chooseRuntime.node.ts';
import { ipcTransport } from '../modelProcess/ipcTransport.ts';
import type { RaceEvents, RaceRequests } from '../protocol/race.ts';
import { Rpc } from '../protocol/rpc.ts';
import type { TrainingEvents, TrainingProcessOptions, TrainingRequests } from '../protocol/training.ts';
import { RaceSession } from './raceSession.ts';
import { TrainingSession } from './trainingSession.ts';

// The forked child of one run, or of one race. Its first message says how it is to run; all others are requests. Where its
// parent goes, it writes a checkpoint and ends.
process.once('message', ({ runtime, threads: usual }: TrainingProcessOptions) => {
  const rpc = new Rpc<object, TrainingEvents & RaceEvents>(ipcTransport(process), (error, method) =>
    console.error(method, error),
  );
  const choose = (threads: number) => chooseRuntime({ runtime, threads: threads || usual });
  const training = new TrainingSession(choose, (event, payload) => rpc.push(event, payload));
  const race = new RaceSession(choose, (state) => rpc.push('race', state));
  rpc.serve<TrainingRequests>(training).serve<RaceRequests>(race);
  process.once('disconnect', () => void Promise.all([training.leave(), race.leave()]).finally(() => process.exit()));
});
// Whoever read what it prints is gone with its parent.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
