import { readFileSync } from 'node:fs';
import { chooseRuntime } from '../../src/engine/runtimes/chooseRuntime.node.ts';
import { type StepSizeName, stepSize, trainerStep } from './trainingStep.ts';

// A process of its own: takes a few training steps of the size that it is told and prints the most memory that it ever
// held, in bytes. Linux only, where the system tells.

async function main(): Promise<void> {
  const runtime = await chooseRuntime({ runtime: 'auto', threads: 0 });
  const step = await trainerStep(runtime, stepSize(process.argv[2] as StepSizeName));
  for (let done = 0; done < 5; done++) await step.run();
  const peak = 1024 * Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))![1]);
  console.log(JSON.stringify({ peak }));
}

main();
