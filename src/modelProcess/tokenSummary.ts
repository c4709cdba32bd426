import type { TokenSummary } from '../protocol/run.ts';
import type { Token } from '../tokenizer/tokenizer.ts';

/** A token as it travels; its range counts within the part of the text from `start` to `end`. */
export function summaryOf(token: Token, start: number, end: number): TokenSummary {
  const within = (place: number) => Math.min(Math.max(place, start), end) - start;
  const { id, spelling, bytes, kind } = token;
  return { id, spelling, bytes: Array.from(bytes), start: within(token.start), end: within(token.end), kind };
}
