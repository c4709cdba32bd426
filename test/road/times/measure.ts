// node --import tsx test/road/times/measure.ts: measures the blocks of the chapters that times.json does not have, and adds them.
// Seconds of the processor, with one thread: they are much the same however busy the machine is, and two cores are faster.
import fs from 'node:fs';
import path from 'node:path';
import { chooseRuntime } from '../../../src/engine/runtimes/chooseRuntime.node.ts';
import { runBlocks } from '../../../src/road/headless.node.ts';
import { root } from '../../harness/paths.ts';
import { blocksOf, timesFile } from './blocks.ts';

async function measure(): Promise<void> {
  const times: Record<string, number> = JSON.parse(fs.readFileSync(timesFile, 'utf8'));
  for (const { file, number, key } of blocksOf('en')) {
    if (key in times) continue;
    const before = process.cpuUsage();
    const headless = {
      ...{ file, only: number, language: 'en' as const },
      model: path.join(root, 'media/models/underhood-small'),
      digits: path.join(root, 'dist/digits.bin.gz'),
      runtime: () => chooseRuntime({ runtime: 'onnxruntime-node', threads: 1 }),
    };
    for await (const { headline, problems } of runBlocks(fs.readFileSync(file, 'utf8'), headless)) {
      const { user, system } = process.cpuUsage(before);
      const seconds = Math.round((user + system) / 1e5) / 10;
      console.log(`${path.basename(file)}, block ${number}: ${seconds} s. ${problems?.join(' ') ?? headline}`);
      if (problems) continue;
      times[key] = seconds;
      fs.writeFileSync(timesFile, `${JSON.stringify(times, null, 2)}\n`);
    }
  }
  // What runs graphs keeps the process alive.
  process.exit(0);
}

void measure();
