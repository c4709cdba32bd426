import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { goldenCases } from '../models/goldenCases.ts';

const root = path.join(import.meta.dirname, '../..');
const golden = goldenCases().find(({ name }) => name === 'llama-one-key-head')!;
const tinyGpt2 = path.join(root, 'test/fixtures/tinyGpt2');

function generate(options: Record<string, string>, flags: string[] = []) {
  const given = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  const command = ['--import', 'tsx', 'src/cli/generate.ts', ...given, ...flags];
  const env = { ...process.env, LC_ALL: 'en' };
  const child = spawnSync(process.execPath, command, { cwd: root, encoding: 'utf8', env });
  return { status: child.status, output: child.stdout.replace(/\n$/, ''), errors: child.stderr.trim() };
}

describe('npm run generate', () => {
  it('writes what transformers writes, as JSON', () => {
    const count = golden.greedy.length - golden.ids.length;
    const options = { model: golden.folder, ids: golden.ids.join(','), tokens: String(count), temperature: '0' };
    const { status, output, errors } = generate(options, ['--json']);
    assert.equal(status, 0, errors);
    const report = JSON.parse(output);
    const ids = report.tokens.map(({ id }: { id: number }) => id);
    assert.deepEqual(ids, golden.greedy.slice(golden.ids.length));
    assert.deepEqual([report.end, report.context], ['count', golden.ids]);
    assert.ok(report.tokensPerSecond > 0);
  });

  it('prints the text alone, the same for the same seed', () => {
    const options = { model: tinyGpt2, text: 'The cat', tokens: '12', 'top-k': '40', 'top-p': '0.9', seed: '3' };
    const [one, again] = [generate(options), generate(options)];
    assert.equal(one.status, 0, one.errors);
    assert.ok(one.output.length > 0);
    assert.equal(one.output, again.output);
    assert.notEqual(generate({ ...options, seed: '4' }).output, one.output);
  });

  it('writes after the start token where the text is empty, and says so', () => {
    const model = path.join(root, 'media/models/underhood-small');
    const { status, output, errors } = generate({ model, text: '', tokens: '5' }, ['--json']);
    assert.equal(status, 0, errors);
    assert.equal(errors, 'The text is empty: the model’s start token stands for it.');
    const { context, tokens, milliseconds } = JSON.parse(output);
    assert.deepEqual(context, [0]);
    assert.equal(tokens.length, 5);
    assert.ok(milliseconds.write > 0);
  });

  it('refuses ids that are not the model’s', () => {
    const { status, errors } = generate({ model: tinyGpt2, ids: '1,9999', tokens: '2' });
    assert.deepEqual([status, errors], [1, '9999 is not a token of this model, whose ids run from 0 to 299.']);
  });

  for (const [what, options, sentence] of [
    ['a temperature out of range', { temperature: '9' }, /temperature.*0.*5/i],
    ['a p out of range', { 'top-p': '0' }, /top-p/i],
    ['what is no number', { seed: 'x' }, /--seed takes a number, not x/],
    ['an unknown order', { order: 'mine' }, /huggingface or llamacpp, not mine/],
    ['no count', { tokens: '' }, /tokens is missing/],
    ['half a token', { tokens: '2.5' }, /--tokens takes a whole number from 0 on, not 2.5/],
    ['an empty text where the model has no start token', { text: '' }, /tinyGpt2 has no start token/],
  ] as const) {
    it(`says in a sentence what is wrong with ${what}`, () => {
      const { status, output, errors } = generate({ model: tinyGpt2, text: 'The', tokens: '1', ...options });
      assert.equal(status, 1);
      assert.equal(output, '');
      assert.match(errors, sentence);
      assert.ok(!errors.includes('\n'), errors);
    });
  }
});
