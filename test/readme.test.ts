import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { root } from './harness/paths.ts';

const read = (file: string) => fs.readFileSync(path.join(root, file), 'utf8');
const readmes = [
  { file: 'README.md', texts: 'package.nls.json' },
  { file: 'README.zh-cn.md', texts: 'package.nls.zh-cn.json' },
];
/** Where links and pictures lead within the repository. */
const targets = (text: string) =>
  [...text.matchAll(/\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g)].map(([, target]) => target);
const pictures = (text: string) => targets(text).filter((target) => /\.(png|gif)$/.test(target));

describe('the READMEs', () => {
  for (const { file, texts } of readmes) {
    it(`${file} names commands as VS Code does, and leads to what is there`, () => {
      const titles = new Set(Object.values(JSON.parse(read(texts)) as Record<string, string>));
      const named = [...read(file).matchAll(/\*\*Underhood: ([^*]+)\*\*/g)].map(([, title]) => title);
      assert.ok(named.length > 8);
      for (const title of named) assert.ok(titles.has(title), `${file}: no command is called “${title}”`);
      for (const target of targets(read(file))) {
        assert.ok(fs.existsSync(path.join(root, target)), `${file}: ${target} is not there`);
      }
    });
  }

  it('show the same pictures, and all that are kept for them', () => {
    const shown = readmes.map(({ file }) =>
      pictures(read(file))
        .map((picture) => picture.replace(/explain-(en|zh-cn)\.gif$/, 'explain.gif'))
        .sort(),
    );
    assert.deepEqual(
      shown[1],
      shown[0].filter((picture) => shown[1].includes(picture)),
    );
    const kept = fs.readdirSync(path.join(root, 'media/readme')).map((name) => `media/readme/${name}`);
    const both = readmes.flatMap(({ file }) => pictures(read(file)));
    assert.deepEqual(
      kept.filter((picture) => !both.includes(picture)),
      [],
    );
  });

  it('say the same numbers in their tables', () => {
    const numbers = readmes.map(({ file }) =>
      read(file)
        .split('\n')
        .filter((line) => line.startsWith('|'))
        // What a row is about may say a number otherwise: 0.8 million is 80 万.
        .flatMap(
          (line) =>
            line
              .split('|')
              .slice(2)
              .join('|')
              .match(/\d+(?:[.,]\d+)*/g) ?? [],
        )
        .sort(),
    );
    assert.deepEqual(numbers[1], numbers[0]);
  });
});
