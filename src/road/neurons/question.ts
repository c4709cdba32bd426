/** A passage as it is shown to whoever is to explain a neuron. */
interface ShownPassage {
  readonly tokens: readonly string[];
  /** What the neuron does at each of them. */
  readonly values: readonly number[];
}

const mostWords = 20;

/** From this share of the highest activation on, a token is marked. */
const marked = 0.5;

/**
 * What another language model is asked: the strongest passages, the tokens at which the neuron is active in double brackets
 * (as Bills et al. 2023 show theirs with numbers). The answer is to be a list, since it is scored word by word.
 */
export function questionAbout(passages: readonly ShownPassage[]): string {
  const highest = Math.max(...passages.flatMap(({ values }) => values));
  const shown = passages.map(({ tokens, values }) => {
    return tokens.map((token, t) => (values[t] >= marked * highest ? `[[${token}]]` : token)).join('');
  });
  return [
    'A neuron of a small language model is active at the tokens in double brackets:',
    ...shown.map((text, i) => `${i + 1}. ${text.replace(/\s+/g, ' ')}`),
    `Which words or signs is it active at? Answer with at most ${mostWords} of them, separated by blanks, and nothing else.`,
  ].join('\n\n');
}

/** The words of an answer, separated by blanks, without copied brackets, marks of lists, and signs around words. */
export function wordsAnswered(answer: string): string {
  const words = answer
    .replace(/\[\[|\]\]/g, ' ')
    .replace(/^\s*[-*•]\s/gm, ' ')
    .split(/\s+/)
    .filter((word) => word !== '' && !/^\d+[.)]$/.test(word))
    .map((word) => (/[\p{L}\p{N}]/u.test(word) ? word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '') : word));
  return words.slice(0, mostWords).join(' ');
}
