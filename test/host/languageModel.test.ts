import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { type AskedModel, askLanguageModel } from '../../src/editor/languageModel.ts';

/** A model of another extension that answers in pieces, or does something else instead. */
function model(answer: (token: vscode.CancellationToken) => AsyncIterable<string>): AskedModel {
  return {
    name: 'Oracle',
    sendRequest: async (_asked, _options, token) => {
      const text = answer(token!);
      return { text, stream: text };
    },
  };
}

const refusing = (error: unknown): AskedModel => ({ name: 'Oracle', sendRequest: () => Promise.reject(error) });
const ask = (one: AskedModel, token: vscode.CancellationToken = new vscode.CancellationTokenSource().token) =>
  askLanguageModel('Which words?', token, async () => [one]);

describe('A language model of another extension', () => {
  it('is none where no extension brings one', async () => {
    const { token } = new vscode.CancellationTokenSource();
    assert.equal(await askLanguageModel('Which words?', token, async () => []), undefined);
    // The VS Code of these tests has none.
    assert.equal(await askLanguageModel('Which words?', token), undefined);
  });

  it('is asked, and its answer put together', async () => {
    const answer = await ask(
      model(async function* () {
        yield 'girl ';
        yield 'boy';
      }),
    );
    assert.equal(answer, 'girl boy');
    assert.equal(await ask(model(async function* () {})), '');
  });

  it('is not listened to for ever', async () => {
    let isStopped = false;
    const answer = await ask(
      model(async function* (token) {
        token.onCancellationRequested(() => {
          isStopped = true;
        });
        for (;;) yield 'and so on ';
      }),
    );
    assert.equal(answer?.length, 4000);
    assert.ok(isStopped, 'it is told to stop');
  });

  it('is not asked without consent', async () => {
    const denied = refusing(vscode.LanguageModelError.NoPermissions('The user said no.'));
    await assert.rejects(ask(denied), { code: 'road.neuron.denied', parameters: { model: 'Oracle' } });
  });

  it('says why it does not answer, whatever it throws', async () => {
    for (const error of [vscode.LanguageModelError.Blocked('Too many requests.'), new Error('Too many requests.')]) {
      await assert.rejects(ask(refusing(error)), {
        code: 'road.neuron.refused',
        parameters: { model: 'Oracle', detail: 'Too many requests.' },
      });
    }
    const broken = model(async function* () {
      yield 'girl';
      throw new Error('Connection lost.');
    });
    await assert.rejects(ask(broken), { code: 'road.neuron.refused' });
  });

  it('stops with the person who asked', async () => {
    const source = new vscode.CancellationTokenSource();
    const slow = model(async function* (token) {
      yield 'girl ';
      source.cancel();
      await new Promise((_, reject) => token.onCancellationRequested(() => reject(new vscode.CancellationError())));
    });
    await assert.rejects(ask(slow, source.token), { code: 'cancelled' });
  });
});
