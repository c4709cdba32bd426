import assert from 'node:assert/strict';
import { type CancellationToken, Emitter } from 'vscode-jsonrpc';
import 'vscode-jsonrpc/node';
import { UnderhoodError } from '../../src/errors.ts';
import type { ModelProcessStatus } from '../../src/modelProcess/client.ts';
import type { RunRequest } from '../../src/modelProcess/pastRuns.ts';
import { Explanation, type Source } from '../../src/panels/explanation.ts';
import type { RunSummary } from '../../src/protocol/run.ts';
import { fakeSummary } from '../modelProcess/fakeModel.ts';

const surroundings = { language: 'en', follow: true, palette: 'theme', outdated: false } as const;
const source = (text: string, kind: Source['kind'] = 'selection'): Source => ({ text, kind, document: 'a.txt' });

/** A model process whose runs are answered by hand. */
function fakeProcess() {
  const changed = new Emitter<ModelProcessStatus>();
  const asked: { request: RunRequest; answer(cut?: RunSummary['cut']): void; fail(error: unknown): void }[] = [];
  return {
    asked,
    changed,
    status: { activity: 'ready' } as ModelProcessStatus,
    onStatus: changed.event,
    run(request: RunRequest, token?: CancellationToken): Promise<RunSummary> {
      return new Promise((resolve, reject) => {
        const { runId, text } = request;
        const summary = { runId, text, tokens: [{ kind: 'text' }], model: fakeSummary(request.folder) };
        token?.onCancellationRequested(() => reject(new UnderhoodError('cancelled')));
        asked.push({ request, answer: (cut) => resolve({ ...summary, cut } as unknown as RunSummary), fail: reject });
      });
    },
  };
}

describe('an explanation', () => {
  let process: ReturnType<typeof fakeProcess>;
  let explanation: Explanation<RunSummary>;
  let changes: number;

  beforeEach(() => {
    process = fakeProcess();
    explanation = new Explanation(process, (asked, token) => process.run(asked, token));
    changes = 0;
    explanation.onChange(() => changes++);
  });

  afterEach(() => explanation.dispose());

  const state = () => explanation.state(surroundings);
  const texts = () => state().notices.map(({ text }) => text);

  it('goes from nothing over loading and running to a run', async () => {
    assert.equal(state().activity, 'idle');
    process.status = { activity: 'loading' };
    const done = explanation.explain(source('hello'), 'start', '/model');
    assert.equal(state().activity, 'loading');
    process.status = { activity: 'running' };
    process.changed.fire(process.status);
    assert.equal(state().activity, 'running');
    process.asked[0].answer();
    assert.equal((await done)?.text, 'hello');
    assert.equal(state().activity, 'ready');
    assert.deepEqual(state().source, { document: 'a.txt', kind: 'selection' });
    assert.ok(changes >= 3);
  });

  it('keeps the last good run when the next fails, and says what helps', async () => {
    const first = explanation.explain(source('hello'), 'start', '/model');
    process.asked[0].answer();
    await first;
    for (const [error, action] of [
      [new UnderhoodError('process.crashed', { detail: 'SIGSEGV' }), 'runAgain'],
      [new UnderhoodError('model.none'), 'chooseModel'],
      [new UnderhoodError('selection.blank'), undefined],
      [new UnderhoodError('cancelled'), 'runAgain'],
      [new TypeError('x is undefined'), undefined],
    ] as const) {
      const next = explanation.explain(source('bad'), 'start', '/model');
      assert.deepEqual(texts(), [], 'what went wrong before is no longer said');
      process.asked.at(-1)?.fail(error);
      assert.equal(await next, undefined);
      assert.equal(state().run?.text, 'hello');
      assert.equal(state().notices.length, 1);
      assert.equal(state().notices[0].action, action);
    }
    assert.match(texts()[0], /x is undefined/);
  });

  it('is stopped when the process is, and offers to restart it', () => {
    process.status = { activity: 'stopped', error: new UnderhoodError('process.stopped', { detail: 'SIGABRT' }) };
    assert.equal(state().activity, 'stopped');
    assert.equal(state().notices[0].action, 'restart');
    assert.match(texts()[0], /SIGABRT/);
  });

  it('shows only the newest of two runs', async () => {
    const first = explanation.explain(source('one'), 'start', '/model');
    const second = explanation.explain(source('two'), 'start', '/model');
    process.asked[1].answer();
    await second;
    process.asked[0].answer();
    assert.equal(await first, undefined);
    assert.equal(state().run?.text, 'two');
  });

  it('says nothing of a run that a newer one took the place of', async () => {
    const first = explanation.explain(source('one'), 'start', '/model');
    process.asked[0].fail(new UnderhoodError('superseded'));
    await first;
    assert.deepEqual(texts(), []);
  });

  it('can be cancelled', async () => {
    const done = explanation.explain(source('one'), 'start', '/model');
    explanation.cancel();
    assert.equal(await done, undefined);
    assert.equal(state().activity, 'idle');
    assert.equal(state().notices[0].severity, 'information');
  });

  it('says what was cut, and from where the text is', async () => {
    const done = explanation.explain(source('long', 'paragraph'), 'end', '/model');
    process.asked[0].answer({ kept: 'end', totalTokens: 123_456, totalIsExact: false, start: 0, end: 4 });
    await done;
    assert.equal(explanation.kept, 'end');
    assert.match(texts()[0], /≈ 123,456 tokens; only the last 1 /);
    assert.equal(state().notices[0].action, 'keepOtherEnd');
    assert.equal(state().source?.kind, 'paragraph');
    assert.match(explanation.state({ ...surroundings, language: 'zh-cn' }).notices[0].text, /末尾的 1 个/);
  });

  it('offers to run a long selection, until something runs', async () => {
    explanation.offer({ tokens: { count: 734, isExact: true } });
    assert.match(texts()[0], /takes 734 tokens/);
    assert.equal(state().notices[0].action, 'runAgain');
    explanation.offer({});
    assert.match(texts()[0], /is long/);
    explanation.offer(undefined);
    assert.deepEqual(texts(), []);
  });
});
