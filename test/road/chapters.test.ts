import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fencesIn } from '../../src/road/block/fences.ts';
import { parseBlock } from '../../src/road/block/parseBlock.ts';
import { resultKey } from '../../src/road/block/writeBlock.ts';
import { ChapterShelf } from '../../src/road/chapters.node.ts';
import { roadText } from '../../src/road/message.ts';
import { useTemporaryFolder } from '../checkpoint/temporaryFolder.ts';
import { root } from '../harness/paths.ts';

class FakeMemory {
  readonly #kept = new Map<string, unknown>();
  get<T>(key: string, otherwise: T): T {
    return (this.#kept.get(key) as T | undefined) ?? otherwise;
  }
  async update(key: string, value: unknown) {
    this.#kept.set(key, value);
  }
}

describe('ChapterShelf', () => {
  const folder = useTemporaryFolder();
  const shelf = async (text: string, memory = new FakeMemory()) => {
    const shipped = path.join(folder(), 'shipped');
    await mkdir(path.join(shipped, 'en'), { recursive: true });
    await writeFile(path.join(shipped, 'en', '01-first.md'), text);
    await writeFile(path.join(shipped, 'en', 'notes.md'), 'no chapter');
    return { memory, made: new ChapterShelf(shipped, path.join(folder(), 'own'), memory) };
  };

  it('knows the chapters by their numbers, titles and blocks', async () => {
    const { made } = await shelf('# 1. The first\n\n```hood\npage: attention\n```\n');
    assert.deepEqual(await made.chapters('en'), [{ name: '01-first', title: 'The first', blocks: 1 }]);
  });

  it('opens chapters only, whatever it is asked for', async () => {
    const { made } = await shelf('old');
    for (const name of ['../../secret', '../en/01-first', 'notes', '', '__proto__', '01-first.md']) {
      await assert.rejects(made.open(name, 'en'), { code: 'road.unknownChapter' });
    }
  });

  it('gives the reader a copy, renewed until they change it, and restored when they wish', async () => {
    const { made, memory } = await shelf('old');
    const file = await made.open('01-first', 'en');
    assert.equal(await readFile(file, 'utf8'), 'old');
    assert.deepEqual(made.chapterOf(file), { name: '01-first', language: 'en' });
    assert.equal(made.chapterOf(path.join(folder(), 'elsewhere.md')), undefined);

    const newer = (await shelf('new', memory)).made;
    assert.equal(await readFile(await newer.open('01-first', 'en'), 'utf8'), 'new');
    await writeFile(file, 'mine');
    const newest = (await shelf('newest', memory)).made;
    assert.equal(await readFile(await newest.open('01-first', 'en'), 'utf8'), 'mine');
    assert.equal(await readFile(await newest.restore('01-first', 'en'), 'utf8'), 'newest');
  });
});

describe('the chapters', () => {
  const shelf = new ChapterShelf(path.join(root, 'media/road'), '', new FakeMemory());
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
