import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { useTemporaryFolder } from '../checkpoint/temporaryFolder.ts';
import { onPath } from '../harness/debian.ts';
import { root } from '../harness/paths.ts';

/** Seconds for which the system calls are watched: what is reported was seen to be sent 5 to 20 s after the first run. */
const seconds = Number(process.env.UNDERHOOD_WATCH_SECONDS ?? 0);

/** Where tests run unattended, as these variables tell, ONNX Runtime is silent of its own accord. */
const unattended = /^(CI|ORT_.*|.*_CI|TF_BUILD|GITHUB_ACTIONS|CIRCLECI|TRAVIS|JENKINS_URL|BUILDKITE|APPVEYOR)$/;

describe('ONNX Runtime', function () {
  this.timeout(60_000 + 2000 * seconds);
  this.slow(10_000);
  const folder = useTemporaryFolder();

  /** Runs a graph in a process of its own, whose home is `home`. @param command what that process is started by */
  async function compute(home: string, ...command: string[]): Promise<unknown> {
    const script = ['--import', 'tsx', 'test/engine/chosenRuntime.ts', '--runtime', 'onnxruntime-node'];
    const [program, ...rest] = [...command, process.execPath, ...script, '--wait', String(seconds)];
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !unattended.test(name)));
    const homes = { HOME: home, XDG_CACHE_HOME: home, XDG_DATA_HOME: home };
    const { stdout } = await promisify(execFile)(program, rest, { cwd: root, env: { ...env, ...homes } });
    return JSON.parse(stdout).y;
  }

  it('keeps no number of this device, and nothing to be sent', async () => {
    assert.deepEqual(await compute(folder()), [2, 4]);
    assert.deepEqual(fs.readdirSync(folder()), []);
  });

  it('reaches for no network, as the system sees it', async function () {
    const strace = onPath('strace');
    if (seconds === 0 || !strace) return this.skip(); // In the campaign `network`, where strace is installed.
    const calls = path.join(folder(), 'calls.txt');
    const watched = '--trace=socket,connect,sendto,sendmsg,sendmmsg';
    assert.deepEqual(await compute(folder(), strace, '-f', watched, '-o', calls), [2, 4]);
    const lines = fs.readFileSync(calls, 'utf8').split('\n');
    assert.ok(
      lines.some((line) => line.includes('exited with 0')),
      'it was watched to its end',
    );
    assert.deepEqual(
      lines.filter((line) => /AF_INET|AF_NETLINK/.test(line)),
      [],
    );
  });
});
