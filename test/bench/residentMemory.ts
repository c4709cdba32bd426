import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Bench } from './bench.ts';
import { gpt2Small } from './gpt2Small.ts';
import { measurement } from './outcome.ts';

/** The most memory that a process ever holds which does nothing but explain. */
export const residentMemory: Bench = {
  name: 'memory',
  what: 'GPT-2 small, 256 tokens, run after run: resident memory of its process at its highest',
  async run() {
    await gpt2Small();
    const script = ['--import', 'tsx', path.join(__dirname, 'memory.ts')];
    const { stdout } = await promisify(execFile)(process.execPath, script);
    return { work: measurement('resident', 'MB', [JSON.parse(stdout).peak / 1e6]), budget: { most: 1200 } };
  },
};
