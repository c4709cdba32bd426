import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import 'vscode-jsonrpc/node';
import { ipcTransport } from '../../src/modelProcess/ipcTransport.ts';
import type { HubProcessOptions, HubRequests } from '../../src/protocol/hub.ts';
import { Rpc } from '../../src/protocol/rpc.ts';
import { noProxy, useHub } from './hubClient.ts';
import { commit, sha256 } from './hubServer.ts';
import { weights } from './models.ts';

describe('the process that talks with the hub', () => {
  const hub = useHub();

  function started() {
    const child = fork(new URL('../../src/hubProcess/main.ts', import.meta.url), [], {
      serialization: 'advanced',
      execArgv: ['--import', 'tsx'],
      env: { ...process.env, HF_HUB_CACHE: hub.cache, HF_TOKEN_PATH: 'none' },
    });
    const options: HubProcessOptions = { endpoint: hub.server.address, proxy: noProxy };
    child.send(options);
    return { child, rpc: new Rpc<HubRequests>(ipcTransport(child)) };
  }

  it('may be killed at any moment: what it left is gone on with, and is right', async () => {
    const partial = hub.inside('blobs', `${sha256(weights)}.underhood.incomplete`);
    // Slowly, so that it can be killed in between.
    hub.server.storeFault = (request, response) => {
      let at = Number(/\d+/.exec(request.headers.range ?? '0')?.[0]);
      const range = { 'Content-Range': `bytes ${at}-${weights.length - 1}/${weights.length}` };
      response.writeHead(at > 0 ? 206 : 200, { 'Content-Length': weights.length - at, ...(at > 0 && range) });
      const drip = setInterval(() => {
        response.write(weights.subarray(at, at + 8000));
        at += 8000;
        if (at >= weights.length) response.end();
      }, 10);
      response.on('close', () => clearInterval(drip));
      return true;
    };
    const first = started();
    const listing = await first.rpc.request('describe', { name: 'owner/tiny', revision: 'main' });
    const downloading = first.rpc.request('download', listing).catch(() => undefined);
    while ((await sizeOf(partial)) < 60_000) await sleep(5);
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');
    first.rpc.dispose();
    await downloading;
    await assert.rejects(stat(hub.inside('snapshots')), 'no half model is shown');
    const kept = await sizeOf(partial);
    assert.ok(kept >= 60_000 && kept < weights.length);
    const { child, rpc } = started();
    const folder = await rpc.request('download', listing);
    assert.equal(folder, hub.inside('snapshots', commit));
    assert.deepEqual(await readFile(join(folder, 'model.safetensors')), weights);
    assert.ok((await readdir(hub.inside('blobs'))).every((name) => !name.endsWith('.incomplete')));
    const ranges = hub.server.asked.filter(({ isStore }) => isStore).map(({ headers }) => headers.range);
    assert.equal(ranges[0], undefined);
    assert.equal(ranges.at(-1), `bytes=${kept}-`, 'nothing is downloaded twice');
    const ended = once(child, 'exit');
    child.disconnect();
    await ended;
  });
});

function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}
