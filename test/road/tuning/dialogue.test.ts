import assert from 'node:assert/strict';
import { gptConfig } from '../../../src/road/gpt/smallGpt.ts';
import { batchOf } from '../../../src/road/tuning/answerBatch.ts';
import { bundledDialogues, mannerOf, mannerPairs } from '../../../src/road/tuning/bundledDialogues.ts';
import {
  chatTokenizer,
  type Dialogue,
  parseDialogues,
  promptTokens,
  templated,
} from '../../../src/road/tuning/dialogue.ts';

/** Characters as ids; 0 ends a text. */
const tokenizer = { encode: (text: string) => [...text].map((character) => character.codePointAt(0)!), end: 0 };
const read = (ids: readonly number[]) => ids.map((id) => (id === 0 ? '|' : String.fromCodePoint(id))).join('');

const dialogue: Dialogue = [
  { role: 'user', content: 'Hi' },
  { role: 'assistant', content: 'Yes' },
  { role: 'user', content: 'So' },
  { role: 'assistant', content: 'No' },
];

describe('the chat template', () => {
  it('says who speaks, and marks the answers with their ends', () => {
    const { ids, answers } = templated(dialogue, tokenizer);
    assert.equal(read(ids), '|User: Hi\nAssistant: Yes|User: So\nAssistant: No|');
    assert.equal(read(ids.filter((_, i) => answers[i])), ' Yes| No|');
  });

  it('has room for a very long answer', () => {
    const long: Dialogue = [{ role: 'assistant', content: 'a'.repeat(300_000) }];
    assert.equal(templated(long, tokenizer).ids.length, 1 + 1 + 300_000 + 1);
  });

  it('ends a prompt where the answer is to begin', () => {
    assert.equal(read(promptTokens('Hi', tokenizer)), '|User: Hi\nAssistant:');
    const { ids } = templated(dialogue, tokenizer);
    assert.deepEqual(promptTokens('Hi', tokenizer), ids.slice(0, promptTokens('Hi', tokenizer).length));
  });

  it('needs a token that ends a text', () => {
    assert.throws(() => chatTokenizer({} as never, []), /road.noEndToken/);
  });
});

describe('a batch of answers', () => {
  it('weighs the tokens before which an answer goes on, and nothing of what is padded or cut', () => {
    const config = gptConfig({ width: 8, layers: 1, heads: 1, tokens: 4, vocabularySize: 9 });
    const long = { ids: [1, 2, 3, 4, 5, 6], answers: [false, false, true, true, true, true] };
    const short = { ids: [1, 7], answers: [false, true] };
    const { ids, targets, weights } = batchOf(config, [long, short], 4);
    // By turns: a token of the long one, a token of the short one.
    assert.deepEqual([...ids.data].map(Number), [1, 1, 2, 0, 3, 0, 4, 0]);
    assert.deepEqual([...targets.data].map(Number), [2, 7, 3, 0, 4, 0, 5, 0]);
    assert.deepEqual([...weights.data], [0, 1, 1, 0, 1, 0, 1, 0]);
  });
});

describe('dialogues of a file', () => {
  const turn = (role: string, content: string) => ({ role, content });
  const lines = (...values: unknown[]) => values.map((value) => JSON.stringify(value)).join('\n');

  it('are read in the usual ways of writing them', () => {
    const text = lines(
      { messages: [turn('system', 'Be brief.'), turn('user', 'a'), turn('assistant', 'b')] },
      { prompt: 'a', response: 'b' },
      { instruction: 'a', input: 'c', output: 'b' },
      { instruction: 'a', input: '', output: 'b' },
    );
    assert.deepEqual(
      parseDialogues(`${text}\n\n`).map((turns) => turns.map(({ content }) => content)),
      [
        ['a', 'b'],
        ['a', 'b'],
        ['a\nc', 'b'],
        ['a', 'b'],
      ],
    );
  });

  it('are refused with the line that is wrong', () => {
    for (const [bad, code] of [
      ['{"prompt": "a"', /road.dialogueJson.*"line":2/],
      ['{"prompt": "a"}', /road.dialogueLine.*"line":2/],
      ['[1]', /road.dialogueLine.*"line":2/],
      ['null', /road.dialogueLine.*"line":2/],
      ['{"messages": [{"role": "user", "content": "a"}]}', /road.dialogueLine.*"line":2/],
      ['{"messages": [{"role": "robot", "content": "a"}]}', /road.dialogueLine.*"line":2/],
      ['{"messages": [null]}', /road.dialogueLine.*"line":2/],
    ] as const) {
      assert.throws(() => parseDialogues(`${lines({ prompt: 'a', response: 'b' })}\n${bad}`), code);
    }
  });
});

describe('the dialogues that come along', () => {
  const { training, heldOut } = bundledDialogues(3000, 1);

  it('repeat from their seed, and have no holes', () => {
    assert.deepEqual(bundledDialogues(20, 1).training, training.slice(0, 20));
    assert.notDeepEqual(bundledDialogues(20, 2).training, training.slice(0, 20));
    for (const { content } of [...training, ...heldOut].flat()) assert.doesNotMatch(content, /[[\]{}|]|undefined|^$/);
  });

  it('hold sentences out of training in every way of asking', () => {
    assert.equal(heldOut.length, 4);
    const asked = training.map(([{ content }]) => content).join('\n');
    for (const sentence of ['I am happy', 'He is tired', 'They are busy', 'Tom is at home']) {
      assert.ok(!asked.includes(`"${sentence}"`), sentence);
      assert.ok(heldOut.some(([{ content }]) => content.includes(sentence)));
    }
    assert.ok(asked.includes('"She is happy"') && asked.includes('"I am tired"'));
  });

  it('come in two manners that can be told apart', () => {
    const { training: pairs, heldOut: others } = mannerPairs(200, 3);
    for (const { asked, kind, gruff } of [...pairs, ...others]) {
      assert.deepEqual([kind[0].content, gruff[0].content], [asked, asked]);
      assert.deepEqual([mannerOf(kind[1].content), mannerOf(gruff[1].content)], ['kind', 'gruff']);
    }
    assert.equal(mannerOf('Hello!'), undefined);
    assert.ok(!pairs.some(({ asked }) => asked.includes('"I am happy"')));
  });
});
