import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { UnderhoodError } from '../../../src/errors.ts';
import { fileSources } from '../../../src/training/data/fileSources.node.ts';
import { cutPlace, type TextPart, type TextSource } from '../../../src/training/data/textSource.ts';
import { useTemporaryFolder } from '../../checkpoint/temporaryFolder.ts';

async function textOf(source: TextSource, part: TextPart): Promise<string> {
  let text = '';
  for await (const piece of source.read(part)) text += piece.text;
  return text;
}

describe('fileSources', () => {
  const folder = useTemporaryFolder();
  const open = (files: readonly string[], heldOut = 0.1, exclude: readonly string[] = []) =>
    fileSources({ files, exclude, heldOut }, folder(), path.join(folder(), 'out'));
  const write = async (name: string, content: string | Uint8Array) => {
    await mkdir(path.dirname(path.join(folder(), name)), { recursive: true });
    await writeFile(path.join(folder(), name), content);
  };
  const refuses = (action: Promise<unknown>, code: string) =>
    assert.rejects(action, (error) => error instanceof UnderhoodError && error.code === code);

  it('splits every text once, at about the share wished for, whatever its encoding', async () => {
    const text = Array.from({ length: 9000 }, (_, i) => `第${i}行 line 😀\n`).join('');
    const little = new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf16le'));
    const big = little.map((_, i) => little[i ^ 1]);
    await write('utf8.txt', text);
    await write('bom.txt', `\uFEFF${text}`);
    await write('little.txt', little);
    await write('big.txt', big);
    await write('unmarked.txt', little.subarray(2));
    for (const name of ['utf8.txt', 'bom.txt', 'little.txt', 'big.txt', 'unmarked.txt']) {
      const { source } = await open([name], 0.2);
      const [training, heldOut] = [await textOf(source, 'training'), await textOf(source, 'heldOut')];
      assert.ok(training + heldOut === text, `${name} is read whole`);
      assert.ok(Math.abs(heldOut.length / text.length - 0.2) < 0.01, `${name}: ${heldOut.length / text.length}`);
      assert.ok(training.endsWith('\n'), `${name} is cut at a line`);
    }
  });

  it('reads a text without any line break', async () => {
    await write('line.txt', '我爱你'.repeat(60_000));
    const { source } = await open(['line.txt']);
    const [training, heldOut] = [await textOf(source, 'training'), await textOf(source, 'heldOut')];
    assert.equal((training + heldOut).length, 180_000);
    assert.ok(Math.abs(heldOut.length - 18_000) < 1000, `${heldOut.length}`);
  });

  it('takes what a glob finds but what is excluded, not text, or its own', async () => {
    await write('b/two.txt', 'two\n'.repeat(50));
    await write('a/one.txt', 'one\n'.repeat(50));
    await write('a/image.txt', Uint8Array.of(137, 80, 0, 0, 26, 10));
    await write('node_modules/x/three.txt', 'three');
    await write('out/training/four.txt', 'four');
    await write('draft.txt', 'five');
    const { source, warnings } = await open(['**/*.txt'], 0.1, ['draft.*']);
    assert.match(await textOf(source, 'training'), /^(one\n)+(two\n)+$/);
    assert.deepEqual(
      warnings.map(({ code, parameters }) => [code, parameters.count]),
      [['data.skipped', 1]],
    );
  });

  it('says what is wrong with what is named', async () => {
    await write('image.png', Uint8Array.of(137, 80, 78, 71, 0, 0, 26, 10));
    await write('late.txt', Buffer.concat([Buffer.from('text '.repeat(2000)), Buffer.of(0xff, 0xff)]));
    await mkdir(path.join(folder(), 'folder'));
    await refuses(open(['missing.txt']), 'data.unreadable');
    await refuses(open(['folder']), 'data.isFolder');
    await refuses(open(['image.png']), 'data.notText');
    await refuses(open(['*.png']), 'data.onlyBinary');
    await refuses(open(['*.md']), 'data.noFiles');
    const { source } = await open(['late.txt']);
    await refuses(textOf(source, 'heldOut'), 'data.notText');
  });
});

describe('cutPlace', () => {
  it('never cuts a surrogate pair, and stays near the share', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 1 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (text, share) => {
          const place = cutPlace(text, share);
          assert.ok(place >= 0 && place <= text.length);
          assert.ok(Math.abs(place - text.length * (1 - share)) <= text.length / 20 + 2);
          assert.equal(Buffer.from(text.slice(0, place)).toString() + Buffer.from(text.slice(place)).toString(), text);
        },
      ),
    );
  });
});
