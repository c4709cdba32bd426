import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Counts } from './countingReporter.ts';
import { root } from './paths.ts';
import { removeAtTheEnd, run } from './processes.ts';

/** Runs mocha in a process of its own, its report shown as it goes, and says how the tests went. */
export async function runMocha(
  parameters: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Counts> {
  const folder = removeAtTheEnd(fs.mkdtempSync(path.join(os.tmpdir(), 'underhood-test-')));
  const counts = path.join(folder, 'counts.json');
  const mocha = path.join(root, 'node_modules/mocha/bin/mocha.js');
  const reporter = path.join(root, 'test/harness/countingReporter.ts');
  const code = await run(process.execPath, [mocha, '--reporter', reporter, ...parameters], {
    cwd: root,
    env: { ...process.env, ...env, UNDERHOOD_TEST_COUNTS: counts },
  });
  if (!fs.existsSync(counts)) throw new Error(`Mocha ended with ${code} before the tests had.`);
  return JSON.parse(fs.readFileSync(counts, 'utf8'));
}
