/** What the page tests run: the last word of the Chinese sentence points back to its first. */
export const texts = {
  chinese: '我前天在深圳坐上了过山车🎢，\n吓得大喊大叫，至今忘记不了那天，忘记不了前天的那天',
  english:
    'Once upon a time there was a little dragon.\nThe little dragon loved mathematics, and\n\nthe other dragons loved the little dragon.',
  short: 'the cat saw the cat.',
} as const;

/** A story of about `tokens` tokens. */
export function longText(tokens: number): string {
  const words = 'the little dragon loved to count the stars above the quiet mountain and the river below it'.split(' ');
  return Array.from({ length: tokens }, (_, i) =>
    i === 0 ? 'Once' : `${i % 40 === 0 ? '\n' : ' '}${words[(i * 7 + (i % 5)) % words.length]}`,
  ).join('');
}
