import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { useTemporaryFolder } from '../checkpoint/temporaryFolder.ts';
import { distance, goldenCases, readTensors } from '../models/goldenCases.ts';

const root = path.join(import.meta.dirname, '../..');
const golden = goldenCases().find(({ name }) => name === 'llama-one-key-head')!;
const tinyGpt2 = path.join(root, 'test/fixtures/tinyGpt2');

function capture(options: Record<string, string>, language = 'en') {
  const given = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  const child = spawnSync(process.execPath, ['--import', 'tsx', 'src/cli/capture.ts', ...given], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: language },
  });
  return { status: child.status, output: child.stdout.trim(), errors: child.stderr.trim() };
}

describe('npm run capture', () => {
  const folder = useTemporaryFolder();
  const out = () => path.join(folder(), 'capture.safetensors');

  it('writes ids, logits and every activation of a model', () => {
    const { status, output, errors } = capture({
      model: golden.folder,
      ids: golden.ids.join(','),
      hooks: 'all',
      out: out(),
    });
    assert.equal(status, 0, errors);
    assert.ok(!output.includes('\n'));
    const report = JSON.parse(output);
    const tensors = readTensors(out());
    assert.equal(report.tokens, golden.ids.length);
    assert.equal(report.tensors, tensors.size);
    assert.ok(report.milliseconds.run > 0);
    assert.equal(report.runtime.name, 'onnxruntime-node');

    assert.deepEqual(Array.from(tensors.get('ids')!.data, Number), golden.ids);
    for (const [ours, theirs] of [
      ['logits', 'logits'],
      ['blocks.1.attn.hook_pattern', 'attention.1'],
      ['blocks.0.attn.hook_k', 'k.0'],
      ['ln_final.hook_normalized', 'hidden.2'],
    ]) {
      const reference = golden.tensors.get(theirs)!.data as Float32Array;
      assert.ok(distance(tensors.get(ours)!.data as Float32Array, reference) <= 5e-5, ours);
    }
    assert.deepEqual(tensors.get('blocks.1.attn.hook_pattern')!.shape, [6, golden.ids.length, golden.ids.length]);
    assert.deepEqual(tensors.get('blocks.0.attn.hook_k')!.shape, [golden.ids.length, 1, 4]);
    assert.ok(tensors.has('blocks.0.attn.hook_result'));
  });

  it('takes text, chosen activations and another runtime', () => {
    const hooks = 'hook_embed,blocks.1.attn.hook_pattern';
    const options = { model: tinyGpt2, text: '小猫 sat on the mat.', hooks, out: out() };
    const { status, output, errors } = capture({ ...options, runtime: 'tensorflow' });
    assert.equal(status, 0, errors);
    assert.equal(JSON.parse(output).runtime.name, 'tensorflow');
    const tensors = readTensors(out());
    assert.deepEqual([...tensors.keys()].sort(), ['blocks.1.attn.hook_pattern', 'hook_embed', 'ids', 'logits']);
    const [length] = tensors.get('ids')!.shape;
    assert.deepEqual(tensors.get('blocks.1.attn.hook_pattern')!.shape, [4, length, length]);
  });

  it('fails with one sentence, in the language of the terminal', () => {
    const good = { model: tinyGpt2, ids: '1,2', hooks: 'hook_embed', out: out() };
    const { ids, ...withoutIds } = good;
    for (const [options, expected] of [
      [{ ...good, model: path.join(folder(), 'nowhere') }, /There is no folder/],
      [{ ...good, ids: '1,two' }, /“two”/],
      [{ ...good, hooks: 'hook_nowhere' }, /no activation called “hook_nowhere”/],
      [withoutIds, /--text or --ids/],
    ] as const) {
      const { status, output, errors } = capture(options);
      assert.equal(status, 1);
      assert.equal(output, '');
      assert.match(errors, expected);
      assert.ok(!errors.includes('\n'), errors);
    }
    assert.match(capture({ ...good, ids: `${ids},9999` }, 'zh_CN.UTF-8').errors, /不是该模型的词元/);
    assert.ok(!existsSync(out()));
  });

  it('explains itself', () => {
    const child = spawnSync(process.execPath, ['--import', 'tsx', 'src/cli/capture.ts', '--help'], {
      cwd: root,
      encoding: 'utf8',
    });
    assert.match(child.stdout, /--hooks\s+all/);
    assert.equal(child.status, 0);
  });
});
