import 'vscode-jsonrpc/node';
import assert from 'node:assert/strict';
import type { CancellationToken } from 'vscode-jsonrpc';
import { UnderhoodError } from '../../src/errors.ts';
import { type BlockPlace, RoadRuns } from '../../src/panels/roadRuns.ts';
import type { RoadProgress, RoadTask } from '../../src/protocol/road.ts';
import type { Outcome } from '../../src/road/experiment.ts';
import { experiments } from '../../src/road/experiments.ts';
import { startOf } from '../../src/road/field.ts';
import { literal } from '../../src/road/message.ts';
import { RoadResults } from '../../src/road/results.node.ts';
import { useTemporaryFolder } from '../checkpoint/temporaryFolder.ts';

const settings = startOf(experiments.noodles.fields);
const block = { name: 'noodles', settings } as const;
const place: BlockPlace = { document: 'file:///home/ada/notes.md', index: 0 };
const outcome = (text: string): Outcome => ({ headline: literal(text), views: [] });

/** A process whose runs end when the test says so. */
class FakeProcess {
  readonly tasks: RoadTask[] = [];
  tell: (progress: RoadProgress) => void = () => {};
  finish: (outcome: Outcome) => void = () => {};
  fail: (error: unknown) => void = () => {};
  readonly said: string[] = [];

  run(task: RoadTask, onProgress: (progress: RoadProgress) => void, token: CancellationToken): Promise<Outcome> {
    this.tasks.push(task);
    this.tell = onProgress;
    return new Promise((resolve, reject) => {
      this.finish = resolve;
      this.fail = reject;
      token.onCancellationRequested(() => reject(new UnderhoodError('cancelled')));
    });
  }

  async pause() {
    this.said.push('pause');
  }

  async resume() {
    this.said.push('resume');
  }

  async dispose() {}
}

describe('RoadRuns', () => {
  const folder = useTemporaryFolder();
  const start = () => {
    const process = new FakeProcess();
    return { process, runs: new RoadRuns(process, new RoadResults(folder()), () => '/models/small') };
  };

  it('run a block beside its document, tell what there is so far, and keep what came out', async () => {
    const { process, runs } = start();
    const finished: BlockPlace[] = [];
    runs.onFinished((at) => finished.push(at));
    const over = runs.run(block, place);
    assert.deepEqual(process.tasks, [{ ...block, folder: '/home/ada', model: '/models/small' }]);
    process.tell({ done: 0.5, partial: outcome('half') });
    assert.deepEqual(
      [runs.current?.phase, runs.current?.done, runs.current?.outcome],
      ['running', 0.5, outcome('half')],
    );
    assert.ok(runs.isAt(place) && !runs.isAt({ ...place, index: 1 }));
    process.finish(outcome('all'));
    await over;
    assert.deepEqual([runs.current?.phase, runs.current?.outcome, finished], ['finished', outcome('all'), [place]]);

    const later = start().runs;
    assert.deepEqual(later.lastOf(block)?.outcome, outcome('all'));
    later.look(block, place);
    assert.deepEqual([later.current?.phase, later.current?.outcome], ['kept', outcome('all')]);
    later.look({ ...block, settings: { ...settings, seed: 2 } });
    assert.deepEqual([later.current?.phase, later.current?.outcome], ['ready', undefined]);
  });

  it('tell apart what came out of files of the same name in two folders', async () => {
    const { process, runs } = start();
    const settings = { ...startOf(experiments.compression.fields), file: 'notes.txt' };
    const compression = { name: 'compression', settings } as const;
    const elsewhere = 'file:///home/bob/notes.md';
    const over = runs.run(compression, place);
    process.finish(outcome('of Ada'));
    await over;
    assert.deepEqual(runs.lastOf(compression, 'file:///home/ada/other.md')?.outcome, outcome('of Ada'));
    assert.equal(runs.lastOf(compression, elsewhere), undefined);
    runs.look(compression, { document: elsewhere, index: 0 });
    assert.equal(runs.current?.outcome, undefined);
    // Without a file it is the same wherever it stands.
    const second = runs.run(block, place);
    process.finish(outcome('anywhere'));
    await second;
    assert.deepEqual(runs.lastOf(block, elsewhere)?.outcome, outcome('anywhere'));
  });

  describe('of a block that reads the chosen model', () => {
    const analogies = { name: 'word-analogies', settings: startOf(experiments['word-analogies'].fields) } as const;
    let chosen: string;
    let process: FakeProcess;
    let runs: RoadRuns;

    beforeEach(() => {
      chosen = '/models/small';
      process = new FakeProcess();
      runs = new RoadRuns(process, new RoadResults(folder()), () => chosen);
    });

    it('keep what came out for the model that it was run with, though another one is chosen meanwhile', async () => {
      const over = runs.run(analogies, place);
      chosen = '/models/large';
      process.finish(outcome('of the small one'));
      await over;
      assert.deepEqual([runs.current?.phase, runs.current?.outcome], ['ready', undefined], 'nothing of the large one');
      assert.equal(runs.lastOf(analogies), undefined);
      chosen = '/models/small';
      assert.deepEqual(runs.lastOf(analogies)?.outcome, outcome('of the small one'));
    });

    it('show what came out with the model that is chosen', async () => {
      const over = runs.run(analogies, place);
      process.finish(outcome('of the small one'));
      await over;
      chosen = '/models/large';
      runs.lookAgain();
      assert.deepEqual([runs.current?.phase, runs.current?.outcome], ['ready', undefined]);
      chosen = '/models/small';
      runs.lookAgain();
      assert.deepEqual([runs.current?.phase, runs.current?.outcome], ['kept', outcome('of the small one')]);
      assert.ok(runs.isAt(place));
    });

    it('go on showing what needs no model, or trains vectors of its own', async () => {
      const trained = { ...analogies, settings: { ...analogies.settings, source: 'trained' } };
      for (const independent of [block, trained]) {
        const over = runs.run(independent, place);
        process.finish(outcome(independent.name));
        await over;
        chosen += ' again';
        runs.lookAgain();
        assert.deepEqual([runs.current?.phase, runs.current?.outcome], ['finished', outcome(independent.name)]);
      }
    });
  });

  it('put another run of the same experiment in the place of the one under way', async () => {
    const { process, runs } = start();
    const first = runs.run(block, place);
    process.tell({ done: 0.1, partial: outcome('old') });
    const second = runs.run({ ...block, settings: { ...settings, seed: 2 } }, place);
    await first;
    assert.deepEqual([runs.current?.settings.seed, runs.current?.phase], [2, 'running']);
    assert.deepEqual(runs.current?.outcome, outcome('old'), 'what was shown stays meanwhile');
    process.finish(outcome('new'));
    await second;
    assert.deepEqual(runs.current?.outcome, outcome('new'));
  });

  it('pause, go on and cancel', async () => {
    const { process, runs } = start();
    const over = runs.run(block, place);
    await runs.pause();
    assert.equal(runs.current?.phase, 'paused');
    await runs.resume();
    assert.equal(runs.current?.phase, 'running');
    assert.deepEqual(process.said, ['pause', 'resume']);
    runs.cancel();
    await over;
    assert.deepEqual([runs.current?.phase, runs.error?.code], ['ready', 'cancelled']);
  });

  it('say what went wrong, and still show what came out before', async () => {
    const { process, runs } = start();
    const good = runs.run(block, place);
    process.finish(outcome('good'));
    await good;
    const bad = runs.run(block, place);
    process.fail(new UnderhoodError('road.processEnded', { detail: 'SIGKILL' }));
    await bad;
    assert.deepEqual(
      [runs.error?.code, runs.current?.phase, runs.current?.outcome],
      ['road.processEnded', 'kept', outcome('good')],
    );
  });
});
