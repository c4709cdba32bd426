import assert from 'node:assert/strict';
import { Random } from '../../src/random.ts';
import { searchBeams, searchGreedily } from '../../src/translation/search.ts';
import type { StepDecoder } from '../../src/translation/stepDecoder.ts';

const [end, start] = [0, 9];
const options = { startToken: start, endToken: end, mostTokens: 5 };

/** A language of five tokens in which what comes next depends on all that stands before. */
function drawnDecoder(beams: number, seed: number): StepDecoder {
  let texts: string[] = Array.from({ length: beams }, () => '');
  return {
    beams,
    async advance(tokens, parents) {
      texts = tokens.map((token, beam) => `${texts[parents[beam]]}${token === start ? '' : token}`);
      return texts.map((text) => logitsAfter(text, seed));
    },
  };
}

function logitsAfter(text: string, seed: number): Float32Array {
  const random = Random.at(
    seed,
    [...text].reduce((sum, digit) => sum * 7 + Number(digit) + 1, 0),
  );
  return Float32Array.from({ length: 5 }, () => 2 * random.normal());
}

function logProbabilitiesAfter(text: string, seed: number): number[] {
  const logits = [...logitsAfter(text, seed)];
  const normalizer = Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0));
  return logits.map((logit) => logit - normalizer);
}

/** The best text of all that there are: ended, or as long as may be; its score divided by its length. */
function bestOfAll(seed: number): { text: string; score: number } {
  let best = { text: '', score: Number.NEGATIVE_INFINITY };
  const visit = (text: string, sum: number) => {
    logProbabilitiesAfter(text, seed).forEach((probability, token) => {
      const longer = text + token;
      const score = sum + probability;
      if (token === end || longer.length === options.mostTokens) {
        if (score / longer.length > best.score) best = { text: longer, score: score / longer.length };
      } else visit(longer, score);
    });
  };
  visit('', 0);
  return best;
}

describe('Searching for a translation', () => {
  it('takes the likeliest token each time, and tells what else there was', async () => {
    for (let seed = 1; seed <= 20; seed++) {
      const { best, steps } = await searchGreedily(drawnDecoder(1, seed), options);
      let text = '';
      for (const [i, token] of best.tokens.entries()) {
        const probabilities = logProbabilitiesAfter(text, seed);
        assert.equal(token, probabilities.indexOf(Math.max(...probabilities)));
        const [{ tokens, candidates }] = steps[i].texts;
        assert.equal(tokens.join(''), text);
        assert.equal(candidates[0].id, token);
        assert.ok(Math.abs(candidates.reduce((sum, { probability }) => sum + probability, 0) - 1) < 1e-9);
        text += token;
      }
      assert.ok(best.tokens.at(-1) === end || best.tokens.length === options.mostTokens);
    }
  });

  it('finds the best text of all where the beam is wide enough to follow them all', async () => {
    for (let seed = 1; seed <= 10; seed++) {
      const { finished } = await searchBeams(drawnDecoder(700, seed), options);
      const expected = bestOfAll(seed);
      assert.equal(finished[0].tokens.join(''), expected.text);
      assert.ok(Math.abs(finished[0].score - expected.score) < 1e-9);
    }
  });

  it('often finds a likelier text with a beam of four than with the likeliest token each time', async () => {
    let better = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const scoreOf = ({ tokens, score }: { tokens: readonly number[]; score: number }) => score / tokens.length;
      const greedy = scoreOf((await searchGreedily(drawnDecoder(1, seed), options)).best);
      const { finished, steps } = await searchBeams(drawnDecoder(4, seed), options);
      if (finished[0].score > greedy + 1e-9) better++;
      assert.ok(steps.every(({ texts }) => texts.length >= 1 && texts.length <= 4));
    }
    assert.ok(better > 5, `better in ${better} of 40`);
  });

  it('writes an end where it is forced, and never what is suppressed', async () => {
    const forced = await searchBeams(drawnDecoder(4, 3), { ...options, forcedEndToken: end, suppressed: [end] });
    assert.equal(forced.best.tokens.length, options.mostTokens);
    assert.equal(forced.best.tokens.indexOf(end), options.mostTokens - 1);
    const greedy = await searchGreedily(drawnDecoder(1, 3), { ...options, suppressed: [end] });
    assert.ok(!greedy.best.tokens.includes(end));
  });
});
