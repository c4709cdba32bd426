import assert from 'node:assert/strict';
import { complete } from '../../../src/road/block/complete.ts';
import { meaningAt } from '../../../src/road/block/hover.ts';
import { parseBlock } from '../../../src/road/block/parseBlock.ts';
import { resultKey, withSettings } from '../../../src/road/block/writeBlock.ts';
import { experiments } from '../../../src/road/experiments.ts';
import { roadText } from '../../../src/road/message.ts';

/** A body with its cursor at `|`. */
const at = <Found>(marked: string, find: (body: string, offset: number) => Found): Found =>
  find(marked.replace('|', ''), marked.indexOf('|'));

describe('what may stand in a block', () => {
  const labels = (marked: string) => at(marked, complete).proposals.map(({ label }) => label);

  it('is an experiment or a page first', () => {
    assert.deepEqual(labels('|'), ['experiment', 'page']);
    assert.deepEqual(labels('experiment: |'), Object.keys(experiments));
    assert.ok(labels('page: po|').includes('positions'));
    assert.deepEqual(labels('page: positions\n|'), ['text']);
  });

  it('is then a setting that is not there yet, or its values', () => {
    const fields = labels('experiment: noodles\nplace: lhasa\n|');
    assert.ok(fields.includes('examples') && fields.includes('seed') && fields.includes('claim'), fields.join());
    assert.ok(!fields.includes('place') && !fields.includes('experiment'));
    assert.deepEqual(labels('experiment: noodles\nplace: |'), ['sea-level', 'kunming', 'lhasa']);
    assert.deepEqual(labels('experiment: noodles\nexamples: |\n'), ['40']);
    assert.deepEqual(labels('experiment: noodles\n  pl|'), [], 'nothing is nested');
  });

  it('takes the place of the word at the cursor', () => {
    const { start, end } = at('experiment: noodles\nplace: sea-|lev', complete);
    assert.deepEqual([start, end], [27, 34]);
  });
});

describe('what a word of a block means', () => {
  const meaning = (marked: string) => at(marked, meaningAt)?.paragraphs.map((text) => roadText('en', text));

  it('is told for experiments, settings and their values', () => {
    assert.match(meaning('exp|eriment: noodles')![0], /The experiment/);
    assert.deepEqual(meaning('experiment: noo|dles')![0], 'A recipe or an experience');
    assert.deepEqual(meaning('experiment: noodles\nex|amples: 3'), [
      'Examples to learn from',
      '“examples” must be a whole number from 1 to 1,000.',
      'Where it is missing: 40',
    ]);
    assert.deepEqual(meaning('experiment: noodles\nplace: lh|asa'), ['Lhasa (boils at 87.9 °C)']);
    assert.equal(meaning('experiment: noodles\nexamples: |3'), undefined);
    assert.equal(meaning('# |a'), undefined);
  });
});

describe('a block with other settings', () => {
  it('keeps its comments and its order, and leaves out what is at its start', () => {
    const body = '# mine\nexperiment: noodles\nplace: lhasa # high\n';
    const { block } = parseBlock(body);
    assert.ok(block?.kind === 'experiment');
    const written = withSettings(body, 'noodles', { ...block.settings, place: 'kunming', noise: 0.5 });
    assert.equal(written, '# mine\nexperiment: noodles\nplace: kunming # high\nnoise: 0.5\n');
    assert.equal(withSettings(body, 'noodles', block.settings), body);
  });

  it('has a key that the order of its settings does not change', () => {
    assert.equal(resultKey('noodles', { a: 1, b: [1, 2] }), resultKey('noodles', { b: [1, 2], a: 1 }));
    assert.notEqual(resultKey('noodles', { a: 1 }), resultKey('noodles', { a: 2 }));
  });
});
