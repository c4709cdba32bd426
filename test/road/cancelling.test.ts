import assert from 'node:assert/strict';
import path from 'node:path';
import type { Runtime } from '../../src/engine/runtime.ts';
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

/** A runtime that tells how many of the graphs that it compiled are not released. */
async function counting() {
  const inner = await runtime();
  let open = 0;
  const counted: Runtime = {
    ...{ name: inner.name, version: inner.version, device: inner.device, threads: inner.threads },
    async compile(graph) {
      const executable = await inner.compile(graph);
      open++;
      return {
        run: (...run) => executable.run(...run),
        async release() {
          open--;
          await executable.release();
        },
      };
    },
  };
  return { counted, left: () => open };
}

describe('an experiment that takes its time', () => {
  const memory = new RoadMemory('', runtime);
  after(() => memory.close());

  for (const { name, fields, isInstant, needsModel } of Object.values<Experiment>(experiments)) {
    if (isInstant) continue;
    const settings = { ...startOf(fields), ...changed[name] };

    it(`waits where it is paused, and ends without a trace where it is cancelled: ${name}`, async () => {
      let [steps, isOver, isModelRead] = [0, false, false];
      let cancel = () => {};
      const { counted, left } = await counting();
      let ended: Promise<unknown> = Promise.resolve();
      const held = new Promise<void>((resolve) => {
        const context = nodeContext({
          ...{ folder: path.join(root, 'media/sample'), runtime: async () => counted },
          digits: async () => digits(),
          model: () => {
            isModelRead = true;
            return memory.model(path.join(root, 'media/models/underhood-small'));
          },
          step: () => {
            if (++steps < heldAt) return Promise.resolve();
            resolve();
            return new Promise((_, reject) => {
              cancel = () => reject(new UnderhoodError('cancelled'));
            });
          },
        });
        const running = runExperiment(name as ExperimentName, settings, context);
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
      assert.equal(left(), 0, 'nothing is left in memory');
      assert.equal(isModelRead, needsModel?.(settings) === true, 'whether it needs a model');
    });
  }
});
