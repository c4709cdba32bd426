import assert from 'node:assert/strict';
import { Answer } from '../../../webview/parts/answer.ts';

interface Question {
  readonly name: string;
  readonly language: string;
}

/** Asks what is answered when the test says so. */
function asking() {
  const asked: Question[] = [];
  const answers: ((found: string) => void)[] = [];
  const store = { state: { activity: 'ready' }, attempt: async (request: Promise<unknown>) => void (await request) };
  const answer = new Answer<Question, string>(
    { store, requestUpdate: () => {} },
    ({ name }) => name,
    (question) => {
      asked.push(question);
      return new Promise((resolve) => answers.push(resolve));
    },
  );
  const reply = async (found: string) => {
    answers.shift()!(found);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { answer, asked, reply };
}

const question = (name: string, language = 'en'): Question => ({ name, language });

describe('the answer to a question', () => {
  it('stays until the next is here, of which only the newest is asked', async () => {
    const { answer, asked, reply } = asking();
    for (const name of ['first', 'second', 'third']) answer.want(question(name));
    await reply('one');
    assert.equal(answer.last?.found, 'one');
    await reply('three');
    assert.deepEqual(answer.last, { question: question('third'), found: 'three' });
    assert.deepEqual(asked, [question('first'), question('third')]);
  });

  it('is that of the question as it was asked last', async () => {
    const { answer, asked, reply } = asking();
    answer.want(question('first'));
    await reply('one');
    answer.want(question('first', 'zh-cn'));
    assert.deepEqual(answer.last, { question: question('first', 'zh-cn'), found: 'one' });
    assert.equal(asked.length, 1, 'it is the same answer');
  });
});
