import assert from 'node:assert/strict';
import path from 'node:path';
import { UnderhoodError } from '../../src/errors.ts';
import { nodeContext } from '../../src/road/context.node.ts';
import type { Experiment } from '../../src/road/experiment.ts';
import { type ExperimentName, experiments } from '../../src/road/experiments.ts';
import { type Settings, startOf } from '../../src/road/field.ts';
import { RoadMemory } from '../../src/road/openModel.node.ts';
import { runExperiment } from '../../src/road/runs.ts';
import { root } from '../harness/paths.ts';
import { digits } from './digits.ts';
import { runtime } from './runtime.ts';

/** Settings other than at the start, where that is over at once. */
const changed: Readonly<Record<string, Settings>> = { 'word-analogies': { source: 'trained' } };
/** Where a run is held up, among its steps. */
const heldAt = 2;

describe('an experiment that takes its time', () => {
  const memory = new RoadMemory('', runtime);
  after(() => memory.close());

  for (const { name, fields, isInstant } of Object.values<Experiment>(experiments)) {
    if (isInstant) continue;

    it(`waits where it is paused, and ends where it is cancelled: ${name}`, async () => {
      let [steps, isOver] = [0, false];
      let cancel = () => {};
      let ended: Promise<unknown> = Promise.resolve();
      const held = new Promise<void>((resolve) => {
        const context = nodeContext({
          ...{ folder: path.join(root, 'media/sample'), runtime },
          digits: async () => digits(),
          model: () => memory.model(path.join(root, 'media/models/underhood-small')),
          step: () => {
            if (++steps < heldAt) return Promise.resolve();
            resolve();
            return new Promise((_, reject) => {
              cancel = () => reject(new UnderhoodError('cancelled'));
            });
          },
        });
        const running = runExperiment(name as ExperimentName, { ...startOf(fields), ...changed[name] }, context);
        ended = running.finally(() => {
          isOver = true;
          resolve();
        });
      });
      await held;
      await new Promise((resolve) => setTimeout(resolve, 0));
      assert.deepEqual([steps, isOver], [heldAt, false], 'it waits');
      cancel();
      await assert.rejects(ended, { code: 'cancelled' });
      assert.equal(steps, heldAt, 'nothing goes on');
    });
  }
});
