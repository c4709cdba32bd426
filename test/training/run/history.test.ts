import assert from 'node:assert/strict';
import { appendFile, readFile } from 'node:fs/promises';
import path from 'node:path';
import { StepHistory, type StepRecord } from '../../../src/training/run/history.ts';
import { StepFile } from '../../../src/training/run/stepFile.node.ts';
import { withShortWrites } from '../../checkpoint/faultyFileSystem.ts';
import { useTemporaryFolder } from '../../checkpoint/temporaryFolder.ts';

/** Losses that can be summed up by head: step n has loss n. */
function record(step: number): StepRecord {
  const isMeasured = step % 10 === 1;
  return {
    ...{ step, seconds: step / 10, loss: step, learningRate: 1 / step, gradientNorm: 2 * step },
    blockNorms: [step, -step],
    updateRatios: isMeasured ? [step, 2 * step] : [Number.NaN, Number.NaN],
  };
}

describe('StepHistory', () => {
  it('keeps every step of a short run', () => {
    const history = new StepHistory(2);
    for (let step = 1; step <= 30; step++) history.add(record(step));
    const { step, seconds, loss, lowest, highest, blockNorms, updateRatios } = history.curves(100);
    assert.deepEqual([...step.slice(0, 3)], [1, 2, 3]);
    assert.deepEqual([...seconds.slice(0, 2)], [0.1, 0.2]);
    assert.deepEqual([...loss], [...lowest]);
    assert.deepEqual([...loss], [...highest]);
    assert.deepEqual([...blockNorms.slice(0, 4)], [1, -1, 2, -2]);
    assert.deepEqual([...updateRatios.slice(0, 4)], [1, 2, Number.NaN, Number.NaN]);
  });

  it('thins a long run to points of neighbouring steps, and loses none', () => {
    const history = new StepHistory(2);
    const steps = 50_000;
    for (let step = 1; step <= steps; step++) history.add(record(step));
    for (const most of [600, 50, 1]) {
      const { step, loss, lowest, highest, gradientNorm, updateRatios } = history.curves(most);
      assert.ok(step.length <= most && step.length >= most / 2 - 1, `${step.length} points of ${most}`);
      assert.equal(step.at(-1), steps);
      let before = 0;
      step.forEach((last, i) => {
        assert.equal(lowest[i], before + 1);
        assert.equal(highest[i], last);
        assert.ok(Math.abs(loss[i] - (before + 1 + last) / 2) < 1e-2);
        assert.ok(Math.abs(gradientNorm[i] - 2 * loss[i]) < 1e-1);
        const measured = last - ((last - 1) % 10);
        if (measured > before) assert.equal(updateRatios[2 * i], measured);
        before = last;
      });
    }
    // What was drawn changes nothing of what is kept.
    assert.equal(history.curves(1).lowest[0], 1);
  });
});

describe('StepFile', () => {
  const folder = useTemporaryFolder();

  it('gives back what was written, up to a step, whatever a killed process left half written', async () => {
    const file = path.join(folder(), 'steps');
    const first = await StepFile.open(file, 2, Number.POSITIVE_INFINITY, () => assert.fail('there is nothing yet'));
    for (let step = 1; step <= 5; step++) first.add(record(step));
    await first.flush();
    for (let step = 6; step <= 8; step++) first.add(record(step));
    await first.flush();
    await first.close();
    await appendFile(file, Buffer.alloc(33));

    const records: StepRecord[] = [];
    const second = await StepFile.open(file, 2, 6, (found) => records.push(found));
    assert.deepEqual(records, [1, 2, 3, 4, 5, 6].map(record));
    second.add(record(7));
    await second.flush();
    await second.close();
    assert.equal((await readFile(file)).length, 7 * 8 * 9);
  });

  it('holds every step, however little is written at once', async () => {
    await withShortWrites(7, async () => {
      const file = await StepFile.open(path.join(folder(), 'steps'), 2, -1, () => assert.fail());
      for (let step = 1; step <= 3; step++) file.add(record(step));
      await file.flush();
      await file.close();
    });
    assert.deepEqual(await StepFile.read(folder(), 'steps', 2), [1, 2, 3].map(record));
  });

  it('is left as it is by whoever looks at it while another process writes', async () => {
    const writer = await StepFile.open(path.join(folder(), 'steps'), 2, Number.POSITIVE_INFINITY, () => assert.fail());
    for (let step = 1; step <= 3; step++) writer.add(record(step));
    await writer.flush();
    await writer.close();
    // A record half of which has reached the disk.
    await appendFile(path.join(folder(), 'steps'), Buffer.alloc(33));
    const before = await readFile(path.join(folder(), 'steps'));
    assert.deepEqual(await StepFile.read(folder(), 'steps', 2), [1, 2, 3].map(record));
    assert.deepEqual(await readFile(path.join(folder(), 'steps')), before);
  });
});
