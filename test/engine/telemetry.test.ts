import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const root = path.join(__dirname, '../..');

describe('ONNX Runtime', function () {
  this.slow(10_000);

  it('reports nothing to those who made it, and keeps no number of this device', async () => {
    const home = fs.mkdtempSync(path.join(os.tmpdir(), 'underhood-home-'));
    // Where tests run unattended, as these variables tell, it is silent of its own accord.
    const unattended = /^(CI|ORT_.*|.*_CI|TF_BUILD|GITHUB_ACTIONS|CIRCLECI|TRAVIS|JENKINS_URL|BUILDKITE|APPVEYOR)$/;
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !unattended.test(name)));
    const script = ['--import', 'tsx', 'test/engine/chosenRuntime.ts', '--runtime', 'onnxruntime-node'];
    try {
      const { stdout } = await promisify(execFile)(process.execPath, script, {
        cwd: root,
        env: { ...env, HOME: home, XDG_CACHE_HOME: home, XDG_DATA_HOME: home },
      });
      assert.deepEqual(JSON.parse(stdout).y, [2, 4]);
      assert.deepEqual(fs.readdirSync(home, { recursive: true }), []);
    } finally {
      fs.rmSync(home, { recursive: true, force: true });
    }
  });
});
