import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { blocksOf, timesFile } from './blocks.ts';

/** Seconds that a block may take on two cores without saying so first. */
const unannounced = 120;

describe('the time that blocks take', () => {
  const times: Readonly<Record<string, number>> = JSON.parse(fs.readFileSync(timesFile, 'utf8'));

  for (const language of ['en', 'zh-cn'] as const) {
    it(`is said first where it is over two minutes, in ${language}`, () => {
      for (const { file, number, key, experiment, settings } of blocksOf(language)) {
        const where = `${path.basename(file)}, block ${number}`;
        assert.ok(key in times, `${where} was not measured: run node --import tsx test/road/times/measure.ts`);
        const block = `${where}, takes ${times[key]} s`;
        const said = 60 * (experiment.minutes?.(settings) ?? 0);
        if (times[key] > unannounced) assert.ok(said > unannounced, `${block}, and does not say so`);
        if (said > unannounced) assert.ok(times[key] > unannounced / 2, `${block}, and says ${said} s`);
      }
    });
  }
});
