import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onnxruntimeNode } from '../../src/engine/runtimes/onnxruntimeNode.node.ts';
import { raceStart } from '../../src/protocol/race.ts';
import { Race } from '../../src/training/race/race.node.ts';
import type { Bench } from './bench.ts';
import { measurement } from './outcome.ts';

/** How long a person waits for what the page proposes. */
export const race: Bench = {
  name: 'race',
  what: `the race of all position schemes, ${raceStart.steps} steps each, on two threads`,
  async run() {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'underhood-race-'));
    try {
      const runtime = onnxruntimeNode({ threads: 2 });
      const began = performance.now();
      const cpu = process.cpuUsage();
      const run = await Race.open(
        folder,
        raceStart,
        async () => runtime,
        () => {},
      );
      await run.start();
      await run.ended;
      const { phase, contestants } = run.state;
      if (phase !== 'finished') throw new Error(`the race ended ${phase}`);
      const { user, system } = process.cpuUsage(cpu);
      const training = contestants.reduce((sum, { seconds }) => sum + seconds, 0);
      return {
        work: measurement('from start to the last measurement', 'ms', [performance.now() - began]),
        budget: { most: 240_000 },
        notes: [
          `${training.toFixed(0)} s of training by the clock, ${((user + system) / 1e6).toFixed(0)} s of all cores`,
        ],
      };
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  },
};
