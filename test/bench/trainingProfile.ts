import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onnxruntimeNode } from '../../src/engine/runtimes/onnxruntimeNode.node.ts';
import type { Bench } from './bench.ts';
import { inTurn } from './outcome.ts';
import { type StepSizeName, stepSize, trainerStep } from './trainingStep.ts';

/** Where the time of a step goes, by operator, on one thread: with more, operators wait for each other. */
function profile(name: string, size: StepSizeName, rounds: number): Bench {
  return {
    name,
    what: `where the time of a training step goes: ${size}, on one thread`,
    async run() {
      const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'underhood-profile-'));
      try {
        const step = await trainerStep(
          onnxruntimeNode({ threads: 1, profile: path.join(folder, 'step') }),
          stepSize(size),
        );
        const [work] = await inTurn([step], { rounds, warmUps: 2 });
        await step.release();
        const times = operatorTimes(path.join(folder, fs.readdirSync(folder)[0]));
        const graph = times.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
        const notes = times
          .filter(({ milliseconds }) => milliseconds > graph / 200)
          .map(({ operator, count, milliseconds }) => {
            return `${operator} × ${count}: ${milliseconds.toFixed(2)} ms, ${((100 * milliseconds) / graph).toFixed(1)} %`;
          });
        const rest = `the rest of ${work.median.toFixed(1)} ms`;
        notes.push(`${rest}: AdamW, what stands between two operators, and taking all these times`);
        return { work, notes };
      } finally {
        fs.rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}

interface OperatorTime {
  readonly operator: string;
  /** Nodes of a step. */
  readonly count: number;
  /** Of all of them, in a step: the sum over nodes of each one's median. */
  readonly milliseconds: number;
}

/** One event of ONNX Runtime's profile: a run of a node where `args` names an operator. Times in microseconds. */
interface ProfileEvent {
  readonly name: string;
  readonly dur: number;
  readonly args?: { readonly op_name?: string };
}

function operatorTimes(file: string): OperatorTime[] {
  const events = JSON.parse(fs.readFileSync(file, 'utf8')) as ProfileEvent[];
  const nodes = new Map<string, { readonly operator: string; readonly times: number[] }>();
  for (const { name, dur, args } of events) {
    if (!name.endsWith('_kernel_time') || args?.op_name === undefined) continue;
    const node = nodes.get(name) ?? { operator: args.op_name, times: [] };
    nodes.set(name, node);
    node.times.push(dur);
  }
  const sums = new Map<string, OperatorTime>();
  for (const { operator, times } of nodes.values()) {
    const { count, milliseconds } = sums.get(operator) ?? { count: 0, milliseconds: 0 };
    const median = times.sort((a, b) => a - b)[times.length >> 1];
    sums.set(operator, { operator, count: count + 1, milliseconds: milliseconds + median / 1000 });
  }
  return [...sums.values()].sort((a, b) => b.milliseconds - a.milliseconds);
}

export const characterProfile = profile('profile-character', '0.8M', 20);
export const gpt2SmallProfile = profile('profile-gpt2-small', 'gpt2-small', 5);
