import assert from 'node:assert/strict';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { onnxruntimeNode } from '../../../src/engine/runtimes/onnxruntimeNode.node.ts';
import { loadModel } from '../../../src/models/loaded/loadedModel.node.ts';
import type { RaceState } from '../../../src/protocol/race.ts';
import { keptRaces, readRace, writeRace } from '../../../src/training/race/raceFile.node.ts';
import { lockRun } from '../../../src/training/run/runLock.node.ts';
import { withFault } from '../../checkpoint/faultyFileSystem.ts';
import { useTemporaryFolder } from '../../checkpoint/temporaryFolder.ts';
import { found, openRace, runToEnd, smallSettings, writeSmallRace } from './smallRace.ts';

describe('Race', function () {
  this.slow(4000);
  this.timeout(60_000);
  const root = useTemporaryFolder();

  it('trains every scheme, measures it beyond its trained length, and keeps models and results', async () => {
    const folder = await writeSmallRace(root(), ['none', 'learned', 'alibi']);
    const states: RaceState[] = [];
    const race = await openRace(folder, (state) => states.push(state));
    assert.deepEqual(
      [race.state.phase, race.state.contestants.map(({ phase }) => phase)],
      ['idle', Array(3).fill('idle')],
    );
    const state = await runToEnd(race);
    assert.equal(state.phase, 'finished', state.error?.code);
    const phases = states.map(({ phase }) => phase);
    assert.deepEqual(
      phases.filter((phase, i) => phase !== phases[i - 1]),
      ['preparing', 'running', 'finished'],
    );
    assert.ok(states.some(({ phase, secondsLeft }) => phase === 'running' && (secondsLeft ?? 0) > 0));
    for (const { scheme, phase, step, evaluations, byPosition, seconds, folder: place } of state.contestants) {
      assert.deepEqual([phase, step], ['finished', 24], scheme);
      assert.deepEqual(
        evaluations.map(({ step }) => step),
        [0, 8, 16, 24],
      );
      assert.deepEqual([byPosition!.from.at(0), byPosition!.to.at(-1), byPosition!.from.length], [0, 20, 10]);
      assert.ok(byPosition!.loss.every((loss) => loss > 0 && loss < 10));
      assert.ok(seconds > 0);
      // What only going on would need is gone.
      assert.deepEqual(
        (await readdir(place!)).filter((name) => !/\.json$/.test(name)),
        ['model.safetensors'],
      );
      const model = await loadModel(place!, onnxruntimeNode({ threads: 1 }));
      assert.equal(model.summary.contextLength, 20);
      await model.close();
    }
    assert.deepEqual((await openRace(folder)).state, { ...state, secondsLeft: undefined });
    const reaches = state.contestants.map(({ scheme, byPosition }) => {
      return { scheme, within: byPosition!.within, beyond: byPosition!.beyond };
    });
    assert.deepEqual(await keptRaces(root()), [{ name: 'copying-24-3', settings: smallSettings, reaches }]);
  });

  it('finds the same from the same seed, also when it was paused and stopped in between', async () => {
    const schemes = ['index', 'sinusoid'] as const;
    const whole = await runToEnd(await openRace(await writeSmallRace(root(), schemes)));
    await rm(path.join(root(), 'copying-24-3'), { recursive: true });

    const folder = await writeSmallRace(root(), schemes);
    const paused: number[] = [];
    let stops = 0;
    const race = await openRace(folder, (state) => {
      const done = state.contestants.reduce((sum, { step }) => sum + step, 0);
      if (state.phase === 'running' && done >= 7 && paused.length === 0) race.pause();
      if (state.phase === 'paused' && paused.at(-1) !== done) {
        paused.push(done);
        setTimeout(() => race.resume(), 50);
      }
      if (state.phase === 'running' && done >= 30 && stops === 0) {
        stops++;
        void race.stop();
      }
    });
    const stopped = await runToEnd(race);
    assert.equal(stopped.phase, 'stopped');
    assert.ok(paused.length > 0);
    const steps = stopped.contestants.map(({ step }) => step);
    assert.ok(steps[0] === 24 && steps[1] > 0 && steps[1] < 24, `${steps}`);
    const again = await openRace(folder);
    assert.equal(again.state.phase, 'idle');
    assert.deepEqual(
      again.state.contestants.map(({ step }) => step),
      steps,
    );
    assert.deepEqual(found(await runToEnd(again)), found(whole));
  });

  it('says that the disk is full, keeps what it had, and can be gone on with', async () => {
    const folder = await writeSmallRace(root(), ['none', 'alibi']);
    const race = await openRace(folder);
    await withFault({ at: 90, forGood: true, code: 'ENOSPC' }, () => runToEnd(race).catch(() => undefined));
    assert.deepEqual([race.state.phase, race.state.error?.code], ['failed', 'checkpoint.diskFull']);
    assert.ok(await readRace(folder));
    const again = await openRace(folder);
    assert.equal((await runToEnd(again)).phase, 'finished');
  });

  it('does not run twice at once, nor where another process does', async () => {
    const folder = await writeSmallRace(root(), ['none']);
    const race = await openRace(folder);
    const began = race.start();
    await assert.rejects(race.start(), { code: 'race.running' });
    await began;
    await race.stop();
    assert.equal(race.state.phase, 'stopped');
    const giveBack = await lockRun(folder, 0, process.ppid);
    await assert.rejects(race.start(0), { code: 'race.elsewhere' });
    assert.deepEqual([race.state.phase, race.state.error?.code], ['failed', 'race.elsewhere']);
    await giveBack();
    assert.equal((await runToEnd(race)).phase, 'finished');
  });

  it('goes on from where another process left it since it was opened', async () => {
    const folder = await writeSmallRace(root(), ['none', 'index']);
    const race = await openRace(folder);
    const through = { scheme: 'none', phase: 'finished', step: 24, evaluations: [], seconds: 7 } as const;
    await writeRace(folder, { ...(await readRace(folder))!, results: [through] });
    const [first] = (await runToEnd(race)).contestants;
    assert.deepEqual(first, { ...through, folder: undefined }, 'it is not trained anew');
    assert.deepEqual(
      (await readRace(folder))!.results.map(({ scheme }) => scheme),
      ['none', 'index'],
    );
  });

  it('refuses a file that it cannot read, and leaves it out of the list', async () => {
    const folder = await writeSmallRace(root(), ['none']);
    const file = path.join(folder, 'race.json');
    await writeFile(file, (await readFile(file, 'utf8')).replace('"copying"', '"poems"'));
    await assert.rejects(openRace(folder), { code: 'race.unreadable' });
    assert.deepEqual(await keptRaces(root()), []);
  });
});
