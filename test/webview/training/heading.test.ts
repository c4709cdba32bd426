import assert from 'node:assert/strict';
import { stringsOf } from '../../../webview/shell/strings.ts';
import { headingOf } from '../../../webview/training/heading.ts';
import { FakeTraining } from '../../ui/training/fakeTraining.ts';

describe('the heading of the training page', () => {
  const training = new FakeTraining();
  const said = (step: number, phase: Parameters<FakeTraining['status']>[1], language: 'en' | 'zh-cn' = 'en') =>
    headingOf(training.summary, training.status(step, phase), stringsOf(language));

  it('says what goes on, and how well', () => {
    const numbers = '1.823 nats held out; bigrams would give 2.452, knowing nothing 4.174';
    assert.equal(said(1230, 'running'), `Learning tale: ${numbers}`);
    assert.equal(said(1230, 'paused'), `tale is paused at step 1,230: ${numbers}`);
    assert.equal(said(1230, 'stopped'), `tale was stopped at step 1,230: ${numbers}`);
    assert.equal(said(1230, 'idle'), `tale rests at step 1,230: ${numbers}`);
    assert.equal(said(0, 'idle'), 'tale is ready to learn');
    assert.equal(said(0, 'running'), 'Learning tale: the first evaluation comes at step 0');
    assert.equal(said(0, 'failed'), 'tale failed at step 0');
    assert.match(said(1230, 'running', 'zh-cn'), /^正在学习 tale：留出损失 1\.823 奈特；/);
    assert.equal(headingOf(undefined, undefined, stringsOf('en')), 'Train a small model, and watch its heads form');
  });

  it('says what is being prepared, and how far', () => {
    const status = { ...training.status(0, 'preparing'), preparing: { part: 'tokens', done: 41, total: 100 } as const };
    assert.equal(
      headingOf(training.summary, status, stringsOf('en')),
      'Preparing tale: cutting the texts into tokens, 41\u00a0%',
    );
  });
});
