import 'vscode-jsonrpc/node';
import type { Runtime } from '../engine/runtime.ts';
import { chooseRuntime } from '../engine/runtimes/chooseRuntime.node.ts';
import { loadModel } from '../models/loaded/loadedModel.node.ts';
import type { ModelEvents, ModelProcessOptions, ModelRequests } from '../protocol/model.ts';
import { Rpc } from '../protocol/rpc.ts';
import { loadSystem } from '../translation/loadedSystem.node.ts';
import { ipcTransport } from './ipcTransport.ts';
import { Session } from './session.ts';
import { Translations } from './translations.ts';

// The forked child. Its first message says how it is to run; all others are requests.
process.once('message', (options: ModelProcessOptions) => {
  let choice: Promise<Runtime> | undefined;
  const chosen = async () => {
    choice ??= chooseRuntime(options);
    const runtime = await choice;
    const { name, version, device, threads } = runtime;
    return { runtime, summary: { name, version, device, threads } };
  };
  const load = async (folder: string) => {
    const { runtime, summary } = await chosen();
    return { model: await loadModel(folder, runtime, folder === options.bundledModel), runtime: summary };
  };
  const translations = new Translations(async (folder) => {
    const { runtime, summary } = await chosen();
    return { system: await loadSystem(folder, runtime), runtime: summary };
  });
  const rpc = new Rpc<object, ModelEvents>(ipcTransport(process), (error, method) => console.error(method, error));
  const session = new Session(
    load,
    (event, payload) => rpc.push(event, payload),
    (runId) => translations.captured(runId),
  );
  rpc.serve<ModelRequests>({ ...session, ...translations });
});
process.once('disconnect', () => process.exit());
