import assert from 'node:assert/strict';
import { countNamed, numberNamed } from '../../src/cli/command.ts';

describe('the options of npm scripts', () => {
  it('are numbers, or what stands for those that are not given', () => {
    assert.deepEqual([numberNamed({ minutes: '1.5' }, 'minutes'), countNamed({ steps: '12' }, 'steps')], [1.5, 12]);
    assert.deepEqual([numberNamed({}, 'top-p', 0.5), countNamed({}, 'threads', 0)], [0.5, 0]);
  });

  it('are asked for where nothing stands for them, and refused where they are no such number', () => {
    assert.throws(() => numberNamed({}, 'minutes'), { code: 'cli.missing' });
    assert.throws(() => countNamed({}, 'steps'), { code: 'cli.missing' });
    assert.throws(() => numberNamed({ minutes: 'abc' }, 'minutes', 1), { code: 'cli.number' });
    for (const steps of ['abc', '-1', '1.5']) {
      assert.throws(() => countNamed({ steps }, 'steps', 0), { code: 'cli.count' });
    }
  });
});
