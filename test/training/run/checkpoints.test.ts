import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { UnderhoodError } from '../../../src/errors.ts';
import { Checkpoints, keptSteps, type TrainerState } from '../../../src/training/run/checkpoints.node.ts';
import { withFault } from '../../checkpoint/faultyFileSystem.ts';
import { numbered, numberOf } from '../../checkpoint/numberedCheckpoint.ts';
import { useTemporaryFolder } from '../../checkpoint/temporaryFolder.ts';

function state(step: number, rateFactor = 1): TrainerState {
  return { step, rateFactor, sequences: step, sinceBest: 0, seed: 1, seconds: step, data: 'text' };
}

describe('Checkpoints', () => {
  const folder = useTemporaryFolder();
  const moments = { parameters: [], moments: [] };

  it('has a whole state of the newest step at every moment at which that is written again', async () => {
    const checkpoints = new Checkpoints(folder());
    await checkpoints.write(numbered(1), state(5), moments);
    const again = () => checkpoints.write(numbered(1), state(5, 0.5), moments);
    const operations = await withFault({ at: Number.POSITIVE_INFINITY, forGood: true, code: '' }, again);
    assert.equal((await checkpoints.newestProgress())?.rateFactor, 0.5);
    assert.ok(operations > 10, `${operations}`);
    for (let at = 0; at < operations; at++) {
      await rm(checkpoints.path(5), { recursive: true });
      await checkpoints.write(numbered(1), state(5), moments);
      await assert.rejects(withFault({ at, forGood: true, code: 'EIO' }, again));
      const found = await checkpoints.newestProgress();
      assert.ok(found?.rateFactor === 1 || found?.rateFactor === 0.5, `cut off at operation ${at}`);
      assert.equal(await numberOf(checkpoints.path(5)), 1);
    }
  });

  it('finds the newest state while another process writes newer ones and tidies', async () => {
    const written = new Checkpoints(folder());
    await written.write(numbered(1), state(5), moments);
    // Whoever trains comes in between the list and what is read of it.
    const checkpoints = new (class extends Checkpoints {
      override async resumable() {
        const steps = await super.resumable();
        if (steps.at(-1) === 5) {
          for (const step of [6, 7, 8]) await written.write(numbered(1), state(step), moments);
          await written.tidy(3, 1, undefined);
        }
        return steps;
      }
    })(folder());
    assert.equal((await checkpoints.newestProgress())?.step, 8);
    assert.deepEqual(await written.resumable(), [7, 8]);
  });

  it('does not go on from a checkpoint that was half removed', async () => {
    const checkpoints = new Checkpoints(folder());
    for (const step of [5, 6]) await checkpoints.write(numbered(step), state(step), moments);
    const removeLast = () => checkpoints.tidy(3, 1, undefined, 5);
    await assert.rejects(withFault({ at: 1, forGood: true, code: 'EIO' }, removeLast));
    assert.deepEqual(await checkpoints.steps(), [5, 6]);
    assert.equal((await checkpoints.newestProgress())?.step, 5);
  });

  it('says where the newest state is damaged', async () => {
    const checkpoints = new Checkpoints(folder());
    await checkpoints.write(numbered(1), state(5), moments);
    await writeFile(path.join(checkpoints.path(5), 'trainer_state.safetensors'), 'no tensors');
    await assert.rejects(checkpoints.newestProgress(), UnderhoodError);
  });
});

describe('keptSteps', () => {
  const steps = (count: number) => Array.from({ length: count }, (_, i) => i * 100);

  it('keeps all while there is room', () => {
    assert.deepEqual(keptSteps(steps(5), 5, 0), steps(5));
  });

  it('keeps the newest two and the best, and spreads the others over the run', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 4, max: 12 }),
        fc.integer({ min: 20, max: 90 }),
        fc.nat(89),
        (most, count, best) => {
          let kept: number[] = [];
          // As in a run: one after the other.
          for (const step of steps(count)) kept = keptSteps([...kept, step], most, best * 100);
          assert.ok(kept.length <= most);
          assert.deepEqual(kept.slice(-2), steps(count).slice(-2));
          if (best < count) assert.ok(kept.includes(best * 100), 'the best');
          const gaps = kept.slice(1).map((step, i) => step - kept[i]);
          assert.ok(Math.max(...gaps) <= (count * 100 * 4) / (most - 2), `${kept}`);
        },
      ),
    );
  });
});
