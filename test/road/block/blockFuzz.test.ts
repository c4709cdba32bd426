import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as fc from 'fast-check';
import { Appetite } from '../../../src/road/block/appetite.ts';
import { complete } from '../../../src/road/block/complete.ts';
import { fencesIn } from '../../../src/road/block/fences.ts';
import { meaningAt } from '../../../src/road/block/hover.ts';
import { parseBlock } from '../../../src/road/block/parseBlock.ts';
import { withSettings } from '../../../src/road/block/writeBlock.ts';
import { experimentOf, experiments } from '../../../src/road/experiments.ts';
import { roadText } from '../../../src/road/message.ts';
import { assertDeep, describeFuzzing, fuzz } from '../../checkpoint/fuzzing.ts';
import { bytesMutation, type Mutation } from '../../checkpoint/mutations.ts';
import { root } from '../../harness/paths.ts';

const folder = path.join(root, 'media/road/en');
const chapters = readdirSync(folder).map((name) => readFileSync(path.join(folder, name), 'utf8'));
const blocks = chapters.flatMap((text) => fencesIn(text).map(({ body }) => body));

const piece = fc.constantFrom(
  ...[
    '```hood\n',
    '```\n',
    '~~~',
    'experiment: ',
    'page: attention',
    'claim: ',
    '- ',
    '? ',
    '[',
    ']',
    '{',
    '}',
    '"',
    "'",
    '|\n',
    '>-\n',
  ],
  ...[
    '&a ',
    '*a',
    '<<: ',
    '!!binary ',
    '!!js/function ',
    '---\n',
    '%YAML 1.2\n',
    '#',
    '\t',
    '\u0000',
    '\ufeff',
    '\ud800',
    '__proto__: 1\n',
  ],
  ...[
    'constructor: 1\n',
    'seed: 1e999\n',
    'seed: .nan\n',
    'text: ',
    `${'- '.repeat(40)}\n`,
    '['.repeat(60),
    'a: 1\n',
    '~'.repeat(300),
    '中文：',
  ],
  ...Object.keys(experiments),
);

/** A block of a chapter, changed; or one made of what YAML is made of. */
const body = fc.oneof(
  fc.tuple(fc.constantFrom(...blocks), bytesMutation).map(([block, mutate]) => changed(block, mutate)),
  fc.tuple(fc.constantFrom(...blocks), fc.array(piece, { maxLength: 6 }), fc.nat()).map(([block, pieces, at]) => {
    const place = at % (block.length + 1);
    return block.slice(0, place) + pieces.join('') + block.slice(place);
  }),
  fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join('')),
);

function changed(text: string, mutate: Mutation): string {
  return Buffer.from(mutate(Buffer.from(text))).toString();
}

describe('fuzzing the road', function () {
  describeFuzzing(this);

  it('says what is wrong with any block, or gives settings that fit', async () => {
    const check = (text: string, at: number) => {
      const { block, problems } = parseBlock(text);
      for (const { start, end, text: message } of problems) {
        assert.ok(start >= 0 && start <= end && end <= Math.max(1, text.length), `${start}–${end} of ${text.length}`);
        for (const language of ['en', 'zh-cn'] as const) assert.notEqual(roadText(language, message), message.key);
      }
      const offset = at % (text.length + 1);
      complete(text, offset);
      meaningAt(text, offset);
      if (!block) return 'refused';
      if (block.kind === 'page') return 'a page';
      const { fields } = experimentOf(block.name)!;
      assert.deepEqual(Object.keys(block.settings).sort(), Object.keys(fields).sort());
      const written = parseBlock(withSettings(text, block.name, block.settings)).block;
      assert.ok(written?.kind === 'experiment');
      assert.deepEqual(written.settings, block.settings);
      return 'accepted';
    };
    assertDeep(await fuzz('blocks of the road', [body, fc.nat()], check), 3);
  });

  it('finds the blocks of any document where they stand', async () => {
    const check = (text: string, mutate: Mutation, pieces: readonly string[], repeat: number) => {
      const document = changed(text, mutate) + pieces.join('').repeat(repeat);
      const appetite = new Appetite();
      for (const { body, bodyStart } of fencesIn(document)) {
        assert.equal(document.slice(bodyStart, bodyStart + body.length), body);
        parseBlock(body, appetite);
      }
    };
    const pieces = fc.array(piece, { maxLength: 10 });
    await fuzz(
      'chapters',
      [fc.constantFrom(...chapters), bytesMutation, pieces, fc.integer({ min: 1, max: 40 })],
      check,
      0.2,
    );
  });
});
