import 'vscode-jsonrpc/node';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { onnxruntimeNode } from '../../src/engine/runtimes/onnxruntimeNode.node.ts';
import { loadModel } from '../../src/models/loaded/loadedModel.node.ts';
import { Races } from '../../src/panels/races.ts';
import type { RaceState } from '../../src/protocol/race.ts';
import { useTemporaryFolder } from '../checkpoint/temporaryFolder.ts';
import { root } from '../harness/paths.ts';
import { found, smallSettings, writeSmallRace } from '../training/race/smallRace.ts';

const script = path.join(root, 'dist/trainingProcess.js');
const schemes = ['none', 'rotary'] as const;
const other = { ...smallSettings, seed: 4 };
const long = { ...smallSettings, steps: 100_000 };

describe('Races, each in a process', function () {
  this.timeout(60_000);
  this.slow(6000);
  const folder = useTemporaryFolder();
  const all: Races[] = [];
  const open = () => {
    const settings = { script, options: { runtime: 'auto', threads: 2 } as const, log: () => {} };
    const races = new Races(settings, folder());
    all.push(races);
    return races;
  };
  const reached = async (races: Races, isReached: (state: RaceState) => boolean) => {
    while (!races.training || !isReached(races.training)) await sleep(2);
  };
  const over = async (races: Races) => {
    while (races.isTraining) await sleep(5);
    return races.current!;
  };
  const steps = ({ contestants }: RaceState) => contestants.reduce((sum, { step }) => sum + step, 0);

  // A process that is left over would keep this one alive.
  afterEach(() => Promise.all(all.splice(0).map((races) => races.dispose())));

  before(() => {
    assert.ok(fs.existsSync(script), 'npm run build makes dist/trainingProcess.js, which is tested here');
  });

  it('give the same numbers where the process is killed in between, and are found again', async () => {
    await writeSmallRace(folder(), schemes);
    const whole = open();
    await whole.start(smallSettings);
    const expected = await over(whole);
    assert.equal(expected.phase, 'finished', expected.error?.code);
    await rm(path.join(folder(), expected.name), { recursive: true });

    await writeSmallRace(folder(), schemes);
    const killed = open();
    const training: boolean[] = [];
    killed.onTraining((isTraining) => training.push(isTraining));
    await killed.start(smallSettings);
    await reached(killed, (state) => steps(state) >= 30);
    process.kill(killed.pid!, 'SIGKILL');
    const { phase, error } = await over(killed);
    assert.deepEqual([phase, error?.code], ['failed', 'training.processEnded']);
    await killed.start(smallSettings);
    assert.deepEqual(found(await over(killed)), found(expected));
    assert.deepEqual(training, [true, false, true, false]);

    const later = open();
    assert.deepEqual(
      (await later.kept()).map(({ name }) => name),
      [expected.name],
    );
    await later.show(smallSettings);
    assert.deepEqual(found(later.current!), found(expected));
    assert.equal(later.pid, undefined);
    const model = await loadModel(later.folderOf('rotary'), onnxruntimeNode({ threads: 1 }));
    await model.run(model.tokenizer.encode('abc').map(({ id }) => id));
    await model.close();
  });

  it('are paused, gone on with, and stopped at any step; another can be looked at meanwhile, not begun', async () => {
    await writeSmallRace(folder(), schemes, long);
    await writeSmallRace(folder(), schemes, other);
    const races = open();
    await assert.rejects(races.pause(), { code: 'race.none' });
    await races.start(long);
    await reached(races, (state) => steps(state) >= 10);
    await races.pause();
    await reached(races, ({ phase }) => phase === 'paused');
    const paused = steps(races.training!);
    await sleep(50);
    assert.equal(steps(races.training!), paused);

    await races.show(other);
    assert.deepEqual([races.current?.settings, races.current?.phase], [other, 'idle']);
    assert.throws(() => races.folderOf('none'), { code: 'race.noModel' });
    await assert.rejects(races.start(other), { code: 'race.running' });
    await races.show(long);
    assert.equal(races.current?.phase, 'paused');

    await races.resume();
    await reached(races, (state) => steps(state) > paused);
    await races.stop();
    assert.deepEqual([races.current?.phase, races.isTraining], ['stopped', false]);
    const stopped = steps(races.current!);
    await races.show(long);
    assert.deepEqual([races.current?.phase, steps(races.current!)], ['idle', stopped]);
  });

  it('stop safely when whoever asked for them goes', async () => {
    await writeSmallRace(folder(), schemes, long);
    const races = open();
    await races.start(long);
    await reached(races, (state) => steps(state) >= 10);
    await races.dispose();
    const later = open();
    await later.show(long);
    assert.ok(steps(later.current!) >= 10);
    assert.equal(later.current?.phase, 'idle');
  });

  it('say what is wrong with a folder that cannot be written', async () => {
    const races = open();
    await mkdir(folder(), { recursive: true });
    await writeFile(path.join(folder(), 'copying-24-3'), 'a file where a folder should be');
    await assert.rejects(races.start(smallSettings), { code: 'checkpoint.notWritable' });
    assert.deepEqual([races.current?.phase, races.current?.error?.code], ['failed', 'checkpoint.notWritable']);
  });
});
