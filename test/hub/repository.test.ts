import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isInside, isPortablePath } from '../../src/checkpoint/relativePath.ts';
import { UnderhoodError } from '../../src/errors.ts';
import { nextPage } from '../../src/hub/answers.ts';
import { formatBytes } from '../../src/hub/listing.ts';
import { parseRepository } from '../../src/hub/repository.ts';
import { TransferRate } from '../../src/hub/transferRate.ts';
import { throwsCode } from '../checkpoint/rejection.ts';
import '../harness/seed.ts';

describe('the name of a model on the hub', () => {
  const understood: readonly (readonly [string, string, string])[] = [
    ['gpt2', 'gpt2', 'main'],
    [' openai-community/gpt2 ', 'openai-community/gpt2', 'main'],
    ['a/b.c_d-e@v1.0', 'a/b.c_d-e', 'v1.0'],
    ['a/b@refs/pr/1', 'a/b', 'refs/pr/1'],
    ['https://huggingface.co/a/b', 'a/b', 'main'],
    ['https://huggingface.co/a/b/', 'a/b', 'main'],
    ['https://huggingface.co/gpt2', 'gpt2', 'main'],
    ['https://huggingface.co/gpt2/tree/dev', 'gpt2', 'dev'],
    ['https://huggingface.co/a/b/tree/main/onnx', 'a/b', 'main'],
    ['https://huggingface.co/a/b/tree/refs%2Fpr%2F1', 'a/b', 'refs/pr/1'],
    ['https://huggingface.co/a/b/blob/v2/config.json?download=true#L1', 'a/b', 'v2'],
    ['https://huggingface.co/a/b/discussions/3', 'a/b', 'main'],
    ['http://127.0.0.1:8080/a/b/resolve/v2/config.json', 'a/b', 'v2'],
    ['https://hf-mirror.com/a/b', 'a/b', 'main'],
    ['huggingface.co/a/b', 'a/b', 'main'],
    ['hf.co/a/b', 'a/b', 'main'],
  ];
  for (const [text, name, revision] of understood) {
    it(text, () => assert.deepEqual(parseRepository(text), { name, revision }));
  }

  it('is refused by the hub’s own rules', () => {
    const names = [
      '',
      ' ',
      'a b',
      'a/b/c',
      '/a',
      'a/',
      '../a',
      'a/..',
      'a--b',
      '-a',
      'a.',
      'a.git',
      'a\\b',
      'x'.repeat(97),
    ];
    for (const name of names) throwsCode(() => parseRepository(name), 'hub.badName');
    for (const text of ['a@', 'a@../b', 'a@/b', 'a@b\\c', 'a@b:c', 'a@nul', 'a@b//c', 'a@b.']) {
      throwsCode(() => parseRepository(text), 'hub.badRevision');
    }
    for (const kind of ['datasets', 'spaces']) {
      throwsCode(() => parseRepository(`https://huggingface.co/${kind}/a/b`), 'hub.notAModel');
    }
  });

  it('is safe as a folder’s name, whatever was typed', () => {
    const address = fc.tuple(fc.constantFrom('', 'https://huggingface.co/', 'hf.co/'), fc.string({ unit: 'binary' }));
    const near = fc.string({
      unit: fc.constantFrom('a', 'B', '1', '/', '.', '-', '_', '@', '%', '2', 'F', '\\', ':', '\0'),
    });
    fc.assert(
      fc.property(
        fc.oneof(
          address.map((parts) => parts.join('')),
          near,
        ),
        (text) => {
          try {
            const { name, revision } = parseRepository(text);
            assert.match(name, /^[\w.-]+(\/[\w.-]+)?$/);
            assert.ok(isPortablePath(name) && isPortablePath(revision), `${name} ${revision}`);
          } catch (error) {
            assert.ok(error instanceof UnderhoodError, String(error));
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('a path that can be written', () => {
  it('stays below its folder on any system', () => {
    for (const path of ['a', 'a/b.safetensors', '模型.safetensors', '.a', 'console', 'com', 'a b']) {
      assert.ok(isPortablePath(path), path);
    }
    const inside = [
      'CON',
      'con.txt',
      'a/NUL',
      'Lpt1.x',
      'a.',
      'a ',
      'a./b',
      'a<b',
      'a|b',
      'a?',
      'a\nb',
      'x'.repeat(201),
    ];
    for (const path of inside) assert.ok(isInside(path) && !isPortablePath(path), path);
    for (const path of ['', '/', '/a', 'a//b', '.', '..', 'a/../b', 'C:', 'C:/a', 'a\\b', '\\\\server', 'a\0']) {
      assert.ok(!isInside(path) && !isPortablePath(path), path);
    }
  });
});

describe('a Link header', () => {
  it('gives the next page', () => {
    assert.equal(nextPage('<https://a/b?c=d>; rel="next"'), 'https://a/b?c=d');
    assert.equal(nextPage('<x>; rel="prev", <y>; title="z"; rel=next'), 'y');
    assert.equal(nextPage('<x>; rel="last"'), undefined);
    assert.equal(nextPage('<'.repeat(100_000)), undefined);
    assert.equal(nextPage(undefined), undefined);
  });
});

describe('a size', () => {
  it('has two or three digits that count', () => {
    const sizes = [0, 999, 1000, 12_345, 99_949, 99_950, 548_105_171, 1.52e9, 2e15];
    assert.deepEqual(sizes.map(formatBytes), [
      ...['0 bytes', '999 bytes', '1.0 kB', '12.3 kB', '99.9 kB', '100 kB'],
      ...['548 MB', '1.5 GB', '2000 TB'],
    ]);
  });
});

describe('the rate of a transfer', () => {
  it('is that of the last seconds', () => {
    const rate = new TransferRate();
    assert.equal(rate.secondsLeft(100), undefined);
    for (let second = 0; second <= 20; second++)
      rate.add(second * 1000, second < 10 ? second * 100 : 1000 + (second - 10) * 10);
    assert.equal(rate.rate, 10);
    assert.equal(rate.secondsLeft(1200), 10);
  });

  it('is unknown at first, and where nothing arrives', () => {
    const rate = new TransferRate();
    rate.add(0, 0);
    rate.add(400, 100);
    assert.equal(rate.rate, undefined);
    rate.add(1000, 100);
    assert.equal(rate.rate, 100);
    for (const second of [4, 7, 10, 13]) rate.add(second * 1000, 100);
    assert.deepEqual([rate.rate, rate.secondsLeft(200)], [0, undefined]);
  });

  it('begins anew where the file did', () => {
    const rate = new TransferRate();
    for (const [time, received] of [
      [0, 0],
      [1000, 5000],
      [2000, 0],
      [3000, 700],
    ])
      rate.add(time, received);
    assert.equal(rate.rate, 700);
  });
});
