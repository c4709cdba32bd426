import assert from 'node:assert/strict';
import { pauseTraining, stopTraining } from '../../src/commands/trainingControl.ts';

type AtWork = Parameters<typeof stopTraining>[0];

/** Runs and a race that note down what is asked of them. */
function atWork(recipes: readonly string[], racePhase?: 'running' | 'paused') {
  const asked: string[] = [];
  const training = recipes.map((recipe) => ({
    recipe,
    status: { phase: 'running' },
    request: async (method: string) => void asked.push(`${recipe} ${method}`),
  }));
  const note = (what: string) => async () => void asked.push(`race ${what}`);
  const races = {
    isTraining: racePhase !== undefined,
    training: racePhase && { phase: racePhase },
    ...{ pause: note('pause'), resume: note('resume'), stop: note('stop') },
  };
  return { asked, parts: { jobs: { training }, races } as unknown as AtWork };
}

describe('the control of what trains', () => {
  it('is over the run of a row, or else over what began first', async () => {
    const { asked, parts } = atWork(['a', 'b'], 'running');
    await pauseTraining(parts, { recipe: 'b' });
    await stopTraining(parts);
    assert.deepEqual(asked, ['b pause', 'a stop']);
  });

  it('is over the race where its row is meant, or nothing else trains', async () => {
    const beside = atWork(['a'], 'running');
    await stopTraining(beside.parts, { race: true });
    assert.deepEqual(beside.asked, ['race stop']);
    const alone = atWork([], 'paused');
    await pauseTraining(alone.parts);
    assert.deepEqual(alone.asked, ['race resume']);
  });

  it('leaves the race alone where the run that is meant has just ended', async () => {
    const { asked, parts } = atWork(['a'], 'running');
    await assert.rejects(stopTraining(parts, { recipe: 'gone' }), { code: 'training.none' });
    await assert.rejects(pauseTraining(parts, { recipe: 'gone' }), { code: 'training.none' });
    assert.deepEqual(asked, []);
  });

  it('says where nothing trains', async () => {
    await assert.rejects(stopTraining(atWork([]).parts), { code: 'training.none' });
    await assert.rejects(pauseTraining(atWork([]).parts, { race: true }), { code: 'training.none' });
  });
});
