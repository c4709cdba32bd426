/** The numbers of the graph, in an order in which each comes after those that it is made of. */
export const numberNames = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'L'] as const;
export type NumberName = (typeof numberNames)[number];
/** Those that are given. */
type Given = Readonly<Record<'a' | 'b' | 'c', number>>;
export type Numbers = Readonly<Record<NumberName, number>>;

/** One arrow of the graph: `to` is made of `from`, and changes `factor` times as much (∂to/∂from). */
interface Arrow {
  readonly from: NumberName;
  readonly to: NumberName;
  /** In letters, from the numbers forward. */
  readonly factor: { readonly letters: string; readonly value: number };
}

/** How every number is made, in letters. */
export const recipes: Readonly<Record<Exclude<NumberName, keyof Given>, string>> = {
  d: 'a·b',
  e: 'b + c',
  f: 'd·e',
  g: 'tanh f',
  L: 'g²',
};

const made: Readonly<Record<keyof typeof recipes, (n: Numbers) => number>> = {
  d: ({ a, b }) => a * b,
  e: ({ b, c }) => b + c,
  f: ({ d, e }) => d * e,
  g: ({ f }) => Math.tanh(f),
  L: ({ g }) => g * g,
};

/** All eight numbers; one of them may be put in place of what would come out, whatever it is made of. */
export function forward(given: Given, replaced: Partial<Numbers> = {}): Numbers {
  const numbers: Record<string, number> = { ...given, ...replaced };
  for (const [name, make] of Object.entries(made))
    numbers[name] = replaced[name as NumberName] ?? make(numbers as Numbers);
  return numbers as Numbers;
}

/** The factors of the chain rule, one for every arrow. */
export function arrows({ a, b, d, e, g }: Numbers): readonly Arrow[] {
  const arrow = (from: NumberName, to: NumberName, letters: string, value: number): Arrow => ({
    from,
    to,
    factor: { letters, value },
  });
  return [
    arrow('a', 'd', 'b', b),
    arrow('b', 'd', 'a', a),
    arrow('b', 'e', '1', 1),
    arrow('c', 'e', '1', 1),
    arrow('d', 'f', 'e', e),
    arrow('e', 'f', 'd', d),
    arrow('f', 'g', '1 − g²', 1 - g * g),
    arrow('g', 'L', '2g', 2 * g),
  ];
}

/**
 * Back-propagation: ∂L/∂L = 1, and going backwards every number has the sum, over its arrows, of the factor times what the
 * number at the arrow's end has.
 */
export function backward(numbers: Numbers): Numbers {
  const gradients: Record<string, number> = { L: 1 };
  const all = arrows(numbers);
  for (const name of [...numberNames].reverse().slice(1)) {
    gradients[name] = all
      .filter(({ from }) => from === name)
      .reduce((sum, { to, factor }) => sum + factor.value * gradients[to], 0);
  }
  return gradients as Numbers;
}

/** ∂L of one number by trying: (L(n + h) − L(n − h)) / 2h, everything behind it computed again. */
export function byTrying(given: Given, name: NumberName, h = 1e-5): number {
  const numbers = forward(given);
  const lossAt = (value: number) => forward(given, { [name]: value }).L;
  return (lossAt(numbers[name] + h) - lossAt(numbers[name] - h)) / (2 * h);
}
