import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Appetite } from '../../../src/road/block/appetite.ts';
import { parseBlock } from '../../../src/road/block/parseBlock.ts';
import { noodles } from '../../../src/road/experiments/noodles.ts';
import { startOf } from '../../../src/road/field.ts';
import { roadText } from '../../../src/road/message.ts';
import '../../harness/seed.ts';

describe('a block', () => {
  /** What is wrong: the part of the body that is marked, and the sentence. */
  const wrong = (body: string, language: 'en' | 'zh-cn' = 'en') => {
    const { block, problems } = parseBlock(body);
    assert.equal(block, undefined);
    return problems.map(({ start, end, text }) => [body.slice(start, end), roadText(language, text)]);
  };

  it('has every setting, those that are left out at their starts', () => {
    const { block, problems } = parseBlock(
      '# noodles\nexperiment: noodles\nplace: lhasa\nnoise: 0.5 # °C\nclaim: It works.\n',
    );
    assert.deepEqual(problems, []);
    assert.ok(block?.kind === 'experiment');
    assert.deepEqual(block.settings, { ...startOf(noodles.fields), place: 'lhasa', noise: 0.5 });
    assert.deepEqual([block.name, block.claim], ['noodles', 'It works.']);
  });

  it('is refused where it is too long, or too deep, for what reads it', () => {
    const tooLarge = /at most, and few lists/;
    assert.match(wrong(`experiment: noodles\nclaim: ${'x'.repeat(20_000)}`)[0][1], tooLarge);
    // Each of them ended the whole process, or would at a few times its length.
    for (const deep of [
      '{a: '.repeat(4999),
      '['.repeat(10_000),
      '- '.repeat(9999),
      '? '.repeat(9999),
      'a:\n- - {x: '.repeat(99),
    ]) {
      assert.match(wrong(deep)[0][1], tooLarge, deep.slice(0, 10));
    }
    const appetite = new Appetite();
    const blocks = Array.from({ length: 5 }, () => parseBlock(`claim: "${'x'.repeat(15_000)}"`, appetite).problems);
    assert.ok(blocks.slice(0, 3).every(([{ text }]) => text.key === 'block.noExperiment'));
    assert.ok(blocks.slice(3).every(([{ text }]) => text.key === 'block.tooLarge'));
    const brackets = '['.repeat(400);
    const { block } = parseBlock(`experiment: noodles\nclaim: "${brackets}"\n`);
    assert.ok(block?.kind === 'experiment');
    assert.equal(block.claim, brackets);
  });

  it('may name a page', () => {
    assert.deepEqual(parseBlock('page: positions').block, { kind: 'page', page: 'positions' });
    assert.deepEqual(wrong('page: position'), [['position', 'There is no page “position”. Did you mean “positions”?']]);
    assert.match(wrong('page: attention\nsize: 3')[0][1], /“size” is no setting/);
  });

  it('may say what a page is about: the text is found as it stands there', () => {
    for (const written of ['我爱你。 # a comment', '"我爱你。"', "'我爱你。'"]) {
      const body = `page: translate\ntext: ${written}\n`;
      const { block, problems } = parseBlock(body);
      assert.deepEqual(problems, []);
      assert.ok(block?.kind === 'page' && block.text);
      assert.equal(body.slice(block.text.start, block.text.end), '我爱你。');
    }
    for (const value of ['42', '[a]', '""', '|\n  a', '', 'x'.repeat(1001)]) {
      assert.match(wrong(`page: attention\ntext: ${value}`)[0][1], /“text” must be a text of at most 1,000/, value);
    }
  });

  it('says at its place what is wrong with a setting', () => {
    const body = 'experiment: noodles\nplace: paris\nexamples: 2.5\nseeds: 1\nnoise:\nrule: "hot"\n';
    assert.deepEqual(wrong(body), [
      ['paris', '“place” must be one of: sea-level, kunming, lhasa.'],
      ['2.5', '“examples” must be a whole number from 1 to 1,000.'],
      ['seeds', '“seeds” is no setting of this block. Did you mean “seed”?'],
      ['noise', '“noise” must be a number from 0 to 5.'],
      ['"hot"', '“rule” must be a number from 0 to 120.'],
    ]);
  });

  it('says so in Chinese', () => {
    assert.deepEqual(wrong('experiment: noodels', 'zh-cn'), [
      ['noodels', '没有名为“noodels”的实验。是不是想写“noodles”？'],
    ]);
    assert.deepEqual(wrong('experiment: noodles\nexperiment: noodles', 'zh-cn')[0][1], '这项设置写了两次。');
  });

  it('has no problem outside itself, where something is missing at its end', () => {
    const body = 'page: attention\n? ';
    for (const { start, end } of parseBlock(body).problems)
      assert.ok(start < end && end <= body.length, `${start}–${end}`);
    assert.ok(parseBlock(body).problems.length > 0);
  });

  it('needs the name of an experiment', () => {
    for (const body of ['', 'noodles', '- experiment: noodles', 'place: lhasa', '42']) {
      assert.match(wrong(body)[0][1], /begins with “experiment: ”/, body);
    }
    assert.match(wrong('experiment: constructor')[0][1], /There is no experiment “constructor”. Known are: /);
    assert.match(wrong('experiment: [noodles]')[0][1], /There is no experiment/);
    assert.match(wrong('experiment:')[0][1], /There is no experiment/);
  });

  it('says what is no YAML', () => {
    assert.deepEqual(wrong('experiment: noodles\n\tplace: lhasa')[0], [
      '\t',
      'YAML is indented by spaces, not by tabs.',
    ]);
    assert.match(wrong('experiment: noodles\nclaim: he said: "x"')[0][1], /A line holds one setting/);
    assert.match(wrong('a: &x [1]\nexperiment: *x')[0][1], /experiment/);
  });

  it('is answered whatever it says, with places inside it', () => {
    const part = fc.constantFrom(
      'experiment',
      'noodles',
      ': ',
      '\n',
      '  ',
      '- ',
      '[',
      ']',
      '&a',
      '*a',
      '"',
      '!!x ',
      '1',
      '{',
      '}',
      '\t',
      '|',
      '#',
      '? ',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 15 }), (parts) => {
        const body = parts.join('');
        const { block, problems } = parseBlock(body);
        assert.equal(block === undefined, problems.length > 0);
        for (const { start, end, text } of problems) {
          assert.ok(
            start >= 0 && end >= start && end <= Math.max(1, body.length),
            `${start} ${end} in ${JSON.stringify(body)}`,
          );
          assert.notEqual(roadText('zh-cn', text), text.key);
        }
      }),
    );
  });
});
