import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Attempt } from './watchNetwork.ts';

/** Nobody listens there. */
const nobody = 'http://127.0.0.1:9';

function attempts(): Attempt[] {
  const file = process.env.UNDERHOOD_NETWORK_LOG!;
  const lines = fs.existsSync(file) ? fs.readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
  return lines.map((line) => JSON.parse(line));
}

// It comes after all others (index.ts), and looks at what was tried while they ran.
describe('the network', () => {
  const { fsPath: root } = vscode.extensions.getExtension('underhood.underhood')!.extensionUri;
  const built = path.join(root, 'dist') + path.sep;
  const tests = path.join(built, 'test', 'host');
  /** Servers that tests made for themselves are no network. */
  const leaves = ({ to }: Attempt) => !/^(127\.0\.0\.1|localhost|\[?::1\]?)(:|$)/.test(to);
  const isOurs = ({ script, stack }: Attempt) =>
    [script, ...stack.split('\n')].some((text) => text.includes(built) && !text.includes(tests));

  it('was tried neither by the extension nor by any of its processes, whatever was done', () => {
    assert.deepEqual(attempts().filter(isOurs).filter(leaves), []);
  });

  it('was watched: an attempt is seen in the extension host and in what it starts', async () => {
    await fetch(`${nobody}/host`).catch(() => undefined);
    const script = path.join(tests, 'asks.js');
    const request = `require('node:http').get('${nobody}/child').on('error', () => process.exit())`;
    fs.writeFileSync(script, request);
    try {
      await once(spawn(process.execPath, [script], { env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } }), 'exit');
    } finally {
      fs.rmSync(script);
    }
    const seen = attempts().filter(({ to }) => to === '127.0.0.1:9');
    assert.ok(
      seen.some(({ stack }) => stack.includes(`${tests}${path.sep}network.test.js`)),
      'in the extension host',
    );
    assert.ok(
      seen.some((attempt) => attempt.script === script),
      'in a process',
    );
  });
});
