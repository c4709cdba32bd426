import 'vscode-jsonrpc/node';
import type { Runtime } from '../engine/runtime.ts';
import { chooseRuntime } from '../engine/runtimes/chooseRuntime.node.ts';
import { loadModel } from '../models/loadedModel.node.ts';
import type { ModelEvents, ModelProcessOptions, ModelRequests } from '../protocol/model.ts';
import { Rpc } from '../protocol/rpc.ts';
import { ipcTransport } from './ipcTransport.ts';
import { Session } from './session.ts';

// The forked child. Its first message says how it is to run; all others are requests.
process.once('message', (options: ModelProcessOptions) => {
  let choice: Promise<Runtime> | undefined;
  const load = async (folder: string) => {
    choice ??= chooseRuntime(options);
    const runtime = await choice;
    const model = await loadModel(folder, runtime, folder === options.bundledModel);
    const { name, version, device, threads } = runtime;
    return { model, runtime: { name, version, device, threads } };
  };
  const rpc = new Rpc<object, ModelEvents>(ipcTransport(process), (error, method) => console.error(method, error));
  rpc.serve<ModelRequests>(new Session(load, (event, payload) => rpc.push(event, payload)));
});
process.once('disconnect', () => process.exit());
