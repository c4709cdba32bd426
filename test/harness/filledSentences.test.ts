import assert from 'node:assert/strict';
import { filledSentences } from './filledSentences.ts';
import { syntaxTrees } from './syntaxTrees.ts';

describe('filledSentences', () => {
  const both = (text: string) => ({ en: text, 'zh-cn': text });
  const messages = { 'run.failed': both('It failed at {step}, in {block}.'), 'run.done': both('Done.') };
  const found = (line: string) => filledSentences('f', syntaxTrees({ 'a.ts': line }).get('a.ts')!, messages);

  it('finds what nothing fills', () => {
    const missing = ['f:1: nothing fills {block} of run.failed'];
    assert.deepEqual(found("throw new UnderhoodError('run.failed', { step: 1 });"), missing);
    assert.deepEqual(found("say('run.failed', { step });"), missing);
    assert.deepEqual(found("translate(language, 'run.failed', { 'step': 1 });"), missing);
    assert.deepEqual(found("throw new UnderhoodError('run.failed');"), [
      'f:1: nothing fills {step}, {block} of run.failed',
    ]);
  });

  it('takes what is filled, what is put together elsewhere, and what only looks a key up', () => {
    for (const line of [
      "throw new UnderhoodError('run.failed', { step, block: 'x' });",
      "throw new UnderhoodError('run.failed', { ...at, step });",
      "throw new UnderhoodError('run.failed', parameters);",
      "say('run.done');",
      "const isKnown = codes.includes('run.failed');",
      "const [before, after] = segments(strings('run.failed', { step }));",
    ]) {
      assert.deepEqual(found(line), [], line);
    }
  });
});
