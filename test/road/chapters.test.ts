import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fencesIn } from '../../src/road/block/fences.ts';
import { parseBlock } from '../../src/road/block/parseBlock.ts';
import { resultKey } from '../../src/road/block/writeBlock.ts';
import { ChapterShelf } from '../../src/road/chapters.node.ts';
import { FinishedBlocks } from '../../src/road/finished.node.ts';
import { roadText } from '../../src/road/message.ts';
import { useTemporaryFolder } from '../checkpoint/temporaryFolder.ts';
import { root } from '../harness/paths.ts';

describe('ChapterShelf', () => {
  const folder = useTemporaryFolder();
  const shelf = async (text: string) => {
    const shipped = path.join(folder(), 'shipped');
    await mkdir(path.join(shipped, 'en'), { recursive: true });
    await writeFile(path.join(shipped, 'en', '01-first.md'), text);
    await writeFile(path.join(shipped, 'en', 'notes.md'), 'no chapter');
    return new ChapterShelf(shipped, path.join(folder(), 'own'));
  };

  it('knows the chapters by their numbers, titles and blocks', async () => {
    const made = await shelf('# 1. The first\n\n```hood\npage: attention\n```\n');
    assert.deepEqual(await made.chapters('en'), [{ name: '01-first', title: 'The first', blocks: 1 }]);
  });

  it('opens chapters only, whatever it is asked for', async () => {
    const made = await shelf('old');
    for (const name of ['../../secret', '../en/01-first', 'notes', '', '__proto__', '01-first.md']) {
      await assert.rejects(made.open(name, 'en'), { code: 'road.unknownChapter' });
      await assert.rejects(made.restore(name, 'en'), { code: 'road.unknownChapter' });
    }
  });

  it('gives the reader a copy, renewed until they change it, and restored when they wish', async () => {
    const made = await shelf('old');
    const file = await made.open('01-first', 'en');
    assert.equal(await readFile(file, 'utf8'), 'old');
    assert.deepEqual(made.chapterOf(file), { name: '01-first', language: 'en' });
    assert.equal(made.chapterOf(path.join(folder(), 'elsewhere.md')), undefined);

    const newer = await shelf('new');
    assert.equal(await readFile(await newer.open('01-first', 'en'), 'utf8'), 'new');
    await writeFile(file, 'mine');
    const newest = await shelf('newest');
    assert.equal(await readFile(await newest.open('01-first', 'en'), 'utf8'), 'mine');
    assert.equal(await readFile(await newest.restore('01-first', 'en'), 'utf8'), 'newest');
  });

  it('takes no copy for the reader’s that two windows wrote at once', async () => {
    const made = await shelf('old');
    await made.open('01-first', 'en');
    const newer = await shelf('new');
    const files = await Promise.all([newer.open('01-first', 'en'), newer.open('01-first', 'en')]);
    assert.deepEqual(await Promise.all(files.map((file) => readFile(file, 'utf8'))), ['new', 'new']);
    const newest = await shelf('newest');
    assert.equal(await readFile(await newest.open('01-first', 'en'), 'utf8'), 'newest');
  });
});

describe('FinishedBlocks', () => {
  const folder = useTemporaryFolder();

  it('adds up what several windows finished, among the blocks that a chapter has', () => {
    const windows = [1, 2].map(() => new FinishedBlocks(path.join(folder(), 'finished')));
    assert.equal(windows[0].count('01-first', 4), 0);
    for (const [i, window] of windows.entries()) {
      window.add('01-first', i);
      window.add('01-first', 3);
      window.add('02-second', i);
    }
    for (const window of windows) {
      assert.equal(window.count('01-first', 4), 3);
      assert.equal(window.count('01-first', 3), 2, 'a newer text has fewer blocks');
      assert.equal(window.count('02-second', 4), 2);
    }
  });

  it('does not stand in the way where it cannot remember', async () => {
    await writeFile(path.join(folder(), 'file'), '');
    const finished = new FinishedBlocks(path.join(folder(), 'file'));
    finished.add('01-first', 0);
    assert.equal(finished.count('01-first', 1), 0);
  });
});

describe('the chapters', () => {
  const shelf = new ChapterShelf(path.join(root, 'media/road'), '');
  const textOf = (language: string, name: string) =>
    readFile(path.join(root, 'media/road', language, `${name}.md`), 'utf8');

  it('are the same in both languages: names, and blocks that run with the same settings', async () => {
    const [en, zh] = await Promise.all([shelf.chapters('en'), shelf.chapters('zh-cn')]);
    assert.deepEqual(
      en.map(({ name }) => name),
      zh.map(({ name }) => name),
    );
    for (const { name, title } of [...en, ...zh]) assert.notEqual(title, name, 'a chapter begins with its title');
    for (const { name } of en) {
      const blocks = await Promise.all(
        ['en', 'zh-cn'].map(async (language) =>
          fencesIn(await textOf(language, name)).map(({ body, firstLine }) => {
            const { block, problems } = parseBlock(body);
            const said = problems.map(({ text }) => roadText('en', text)).join(' ');
            assert.ok(block, `${language}/${name}.md, line ${firstLine + 1}: ${said}`);
            if (block.kind === 'page') return block.page;
            // Words may be in the language of the chapter.
            const same = Object.entries(block.settings).filter(([, value]) => typeof value !== 'string');
            return resultKey(block.name, Object.fromEntries(same));
          }),
        ),
      );
      assert.deepEqual(blocks[0], blocks[1], name);
      assert.ok(blocks[0].length > 0, `${name} has no block`);
    }
  });
});
