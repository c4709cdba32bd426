import assert from 'node:assert/strict';
import { SpeedMeasurement } from '../../src/panels/speedMeasurement.ts';
import { type TrainingSpeed, timedLengths } from '../../src/protocol/training.ts';

const speed = (tokens: number) => ({ tokens, batch: 1024 / tokens, rnn: 1, transformer: tokens }) as TrainingSpeed;

describe('the measurement of training speed', () => {
  it('tells every length as it comes', async () => {
    const told: string[] = [];
    const measurement = new SpeedMeasurement(async function* (lengths) {
      for (const length of lengths) yield speed(length);
    }, String);
    measurement.onDidChange(() => told.push(`${measurement.speeds?.phase} ${measurement.speeds?.lengths.length}`));
    assert.deepEqual(told, []);
    await measurement.start();
    assert.deepEqual(told, ['measuring 0', 'measuring 1', 'measuring 2', 'measuring 3', 'measured 3']);
    assert.deepEqual(measurement.speeds?.lengths, timedLengths.map(speed));
  });

  it('keeps what was measured when it is cancelled, lets go of the process, and can begin anew', async () => {
    let isLetGo = false;
    const measurement = new SpeedMeasurement(async function* (lengths) {
      try {
        for (const length of lengths) {
          yield speed(length);
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
      } finally {
        isLetGo = true;
      }
    }, String);
    const under = measurement.start();
    await new Promise((resolve) => setTimeout(resolve, 1));
    await measurement.start();
    measurement.cancel();
    await under;
    assert.deepEqual([measurement.speeds?.phase, measurement.speeds?.lengths.length, isLetGo], ['cancelled', 1, true]);
    await measurement.start();
    assert.equal(measurement.speeds?.phase, 'measured');
  });

  it('begins anew only when what was cancelled computes no more', async () => {
    let [atWork, most] = [0, 0];
    const through: (() => void)[] = [];
    const measurement = new SpeedMeasurement(async function* (lengths) {
      most = Math.max(most, ++atWork);
      try {
        for (const length of lengths) {
          await new Promise<void>((resolve) => void through.push(resolve));
          yield speed(length);
        }
      } finally {
        atWork--;
      }
    }, String);
    const first = measurement.start();
    await Promise.resolve();
    measurement.cancel();
    const second = measurement.start();
    assert.equal(measurement.speeds?.phase, 'measuring');
    while (measurement.speeds?.phase === 'measuring') {
      through.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all([first, second]);
    assert.deepEqual([measurement.speeds?.phase, most], ['measured', 1]);
    assert.deepEqual(measurement.speeds?.lengths, timedLengths.map(speed));
  });

  it('says why it failed', async () => {
    const measurement = new SpeedMeasurement(
      // biome-ignore lint/correctness/useYield: it fails before there is anything to tell
      async function* () {
        throw new Error('no memory');
      },
      (error) => (error as Error).message,
    );
    await measurement.start();
    assert.deepEqual([measurement.speeds?.phase, measurement.speeds?.error], ['failed', 'no memory']);
  });
});
