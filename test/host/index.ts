import fs from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';
import { CountingReporter } from '../harness/countingReporter.ts';

/**
 * Runs the tests that lie beside this file. VS Code calls it inside the extension host and ends when it resolves;
 * UNDERHOOD_TEST_FILE names the beginning of
 * those wanted, all where it is absent; how the tests went is in the files named by UNDERHOOD_TEST_COUNTS and UNDERHOOD_TEST_OUTPUT.
 */
export async function run(): Promise<void> {
  const output = process.env.UNDERHOOD_TEST_OUTPUT;
  if (output) {
    // The console of an extension host carries much else.
    Mocha.reporters.Base.consoleLog = (...parameters) => {
      fs.appendFileSync(output, `${format(...parameters)}\n`);
    };
  }
  const mocha = new Mocha({ timeout: 60_000, color: false, forbidOnly: true, reporter: CountingReporter });
  const files = fs.readdirSync(__dirname, { recursive: true, encoding: 'utf8' });
  const wanted = process.env.UNDERHOOD_TEST_FILE ?? '';
  for (const file of files.filter((name) => name.endsWith('.test.js') && name.startsWith(wanted)).sort())
    mocha.addFile(path.join(__dirname, file));
  await new Promise((resolve) => mocha.run(resolve));
}
