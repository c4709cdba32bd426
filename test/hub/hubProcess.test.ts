import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import 'vscode-jsonrpc/node';
import { CancellationTokenSource } from 'vscode-jsonrpc';
import { HubProcess } from '../../src/hubProcess/hubProcess.ts';
import { rejectsWithCode } from '../checkpoint/rejection.ts';
import { useTemporaryFolder } from '../checkpoint/temporaryFolder.ts';
import { noProxy } from './hubClient.ts';

describe('the host’s end of the process that talks with the hub', () => {
  const folder = useTemporaryFolder();
  const lines: string[] = [];

  async function processOf(script: string): Promise<HubProcess> {
    const path = join(folder(), 'script.js');
    await writeFile(path, script);
    return new HubProcess({ script: path, options: { endpoint: '', proxy: noProxy }, log: (line) => lines.push(line) });
  }
  const address = { name: 'a/b', revision: 'main' };

  it('says why it ended', async () => {
    const hub = await processOf('console.log("why"); process.once("message", () => process.exit(3));');
    const asking = hub.request('describe', address, new CancellationTokenSource().token);
    await rejectsWithCode(asking, 'hub.processEnded', { detail: 'exit code 3' });
    assert.deepEqual(lines, ['why']);
  });

  it('ends one that does not answer when it is cancelled', async () => {
    const hub = await processOf('setInterval(() => {}, 1000); process.on("message", () => {});');
    const cancelling = new CancellationTokenSource();
    const asking = hub.request('describe', address, cancelling.token);
    cancelling.cancel();
    await rejectsWithCode(asking, 'cancelled');
    await hub.dispose();
  });

  it('leaves nothing running', async () => {
    const hub = await processOf('setInterval(() => {}, 1000); process.on("message", () => {});');
    const asking = rejectsWithCode(
      hub.request('describe', address, new CancellationTokenSource().token),
      'hub.processEnded',
      { detail: 'SIGKILL' },
    );
    await hub.dispose();
    await asking;
  });
});
