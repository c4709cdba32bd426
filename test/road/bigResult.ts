import { literal } from '../../src/road/message.ts';
import type { KeptResult } from '../../src/road/results.node.ts';

/** Long enough that a file of it is not written at once: forty thousand numbers. */
export function bigResult(at: number): KeptResult {
  const x = Array.from({ length: 20_000 }, (_, i) => i + at);
  const plot = {
    kind: 'plot',
    title: literal('Many'),
    x: { title: literal('x') },
    y: { title: literal('y') },
  } as const;
  return {
    outcome: { headline: literal(`${at}`), views: [{ ...plot, lines: [{ name: literal('line'), x, y: x }] }] },
    seconds: 1,
    at,
  };
}

export const manyKeys: readonly string[] = ['a', 'b', 'c'];
