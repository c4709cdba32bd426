import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { root } from '../harness/paths.ts';
import { characterGpt } from './spikeStep.ts';
import type { Releasable } from './trainingStep.ts';

const python = path.join(root, '../shared/reference/py');
const installed = process.env.UNDERHOOD_REFERENCE ?? path.join(os.homedir(), '.cache/underhood-reference');

interface PytorchSteps {
  /** transformers' GPT-2, its attention spelled out. */
  readonly eager: Releasable;
  /** nanoGPT's model, its attention one fused operator. */
  readonly fused: Releasable;
}

/** PyTorch's step of the character GPT, each in a process of its own; undefined where PyTorch is not installed. */
export async function pytorchSteps(): Promise<PytorchSteps | undefined> {
  if (!existsSync(python) || !existsSync(installed)) return undefined;
  return {
    eager: await pytorchStep('transformers', 'PyTorch, eager'),
    fused: await pytorchStep('fused', 'PyTorch, attention fused'),
  };
}

/** Each line that the process reads is one step; each that it writes says that it is done. */
async function pytorchStep(kind: string, label: string): Promise<Releasable> {
  const { vocabulary, layers, heads, width, tokens, batch } = characterGpt;
  const sizes = [vocabulary, layers, heads, width, tokens, batch].map(String);
  const child = spawn(python, [path.join(__dirname, 'pytorchStep.py'), kind, ...sizes], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answered = async () => {
    if ((await lines.next()).done) throw new Error('the PyTorch process ended');
  };
  await answered();
  return {
    label,
    async run() {
      child.stdin.write('\n');
      await answered();
    },
    async release() {
      child.stdin.end();
    },
  };
}
