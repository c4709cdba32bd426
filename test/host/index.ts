import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';
import { CountingReporter } from '../harness/countingReporter.ts';

/**
 * Runs the tests that lie beside this file. VS Code calls it inside the extension host and ends when it resolves;
 * how the tests went is in the files named by UNDERHOOD_TEST_COUNTS and UNDERHOOD_TEST_OUTPUT. UNDERHOOD_TEST_FILE is the
 * beginning of the names of those that run, all where it is absent.
 */
export async function run(): Promise<void> {
  const output = process.env.UNDERHOOD_TEST_OUTPUT;
  if (output) {
    // The console of an extension host carries much else.
    Mocha.reporters.Base.consoleLog = (...parameters) => {
      fs.appendFileSync(output, `${format(...parameters)}\n`);
    };
  }
  const results = fs.mkdtempSync(path.join(os.tmpdir(), 'underhood-network-'));
  process.env.UNDERHOOD_NETWORK_LOG = path.join(results, 'attempts.jsonl');
  const watch = path.join(__dirname, 'watchNetwork.js');
  require(watch);
  process.env.NODE_OPTIONS = `--require ${JSON.stringify(watch)}`;
  const mocha = new Mocha({ timeout: 60_000, color: false, forbidOnly: true, reporter: CountingReporter });
  const files = fs.readdirSync(__dirname, { recursive: true, encoding: 'utf8' });
  const last = 'network.test.js';
  const wanted = process.env.UNDERHOOD_TEST_FILE ?? '';
  const tests = files.filter((name) => name.endsWith('.test.js') && name !== last && name.startsWith(wanted)).sort();
  for (const file of [...tests, last]) mocha.addFile(path.join(__dirname, file));
  await new Promise((resolve) => mocha.run(resolve));
  fs.rmSync(results, { recursive: true, force: true });
}
