// A model process without a model. What it is asked to open or to run says how it behaves.
import rpc from 'vscode-jsonrpc/node';

const { createMessageConnection, IPCMessageReader, IPCMessageWriter, ResponseError } = rpc;

let folder;
let connection;
const runs = new Set();

function busy(milliseconds) {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

function fail(code) {
  throw new ResponseError(1, code, { code, parameters: {} });
}

/** Blocks its thread, as a native library does, or ends it. */
function behave(what) {
  const [word, number] = what.split(' ');
  if (word === 'exit') process.exit(Number(number));
  if (word === 'abort') process.abort();
  if (word === 'hang') busy(1e9);
  if (word === 'slow') busy(Number(number));
  if (word === 'fail') fail('model.none');
}

const handlers = {
  open(request) {
    behave(request.folder);
    folder = request.folder;
    return {
      model: { folder, name: folder },
      runtime: { name: 'fake', version: String(process.pid), device: 'cpu', threads: 1 },
    };
  },
  async run({ runId, text }, token) {
    if (text === 'patient') {
      await new Promise((resolve) => token.onCancellationRequested(resolve));
      fail('cancelled');
    }
    behave(text);
    runs.add(runId);
    return { runId, text, model: { folder } };
  },
  async read({ runId, text }) {
    if (text === 'long') {
      for (let done = 0; done < 3; done++) {
        connection.sendNotification('reading', { runId, done, total: 3 });
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
    behave(text);
    runs.add(runId);
    return { runId, text, model: { folder } };
  },
  place({ runId, text }) {
    behave(text);
    runs.add(runId);
    return { runId, text, model: { folder } };
  },
  translate({ runId, text, folders }) {
    behave(text);
    runs.add(runId);
    return { runId, text, systems: folders.map((folder) => ({ folder })) };
  },
  recurrence({ runId, system }) {
    if (!runs.has(runId)) fail('process.runForgotten');
    return { runId, system };
  },
  displace({ runId, displacement }) {
    if (!runs.has(runId)) fail('process.runForgotten');
    return { runId, displacement };
  },
  nextToken({ runId, position }) {
    if (!runs.has(runId)) fail('process.runForgotten');
    return { runId, position, given: position, logits: Float32Array.of(1, 2) };
  },
  async generate({ generationId, path, count }, token) {
    for (let i = 0; i < count; i++) {
      connection.sendNotification('generated', { generationId, token: { id: path.length + i } });
      await new Promise((resolve) => setTimeout(resolve, 20));
      if (token.isCancellationRequested) fail('cancelled');
    }
    return { end: 'count' };
  },
  thumbnails({ runId }) {
    if (!runs.has(runId)) fail('process.runForgotten');
    return { runId, size: 1, length: 1, data: Uint8Array.of(7) };
  },
  countTokens: ({ text }) => ({ count: text.length, isExact: true }),
};

process.once('message', (options) => {
  behave(options.bundledModel);
  connection = createMessageConnection(new IPCMessageReader(process), new IPCMessageWriter(process));
  for (const [method, handler] of Object.entries(handlers)) connection.onRequest(method, handler);
  connection.listen();
  console.log('listening');
});
process.once('disconnect', () => process.exit());
