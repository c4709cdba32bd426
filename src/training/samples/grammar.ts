import type { Random } from '../../random.ts';

/** What the slots of a template stand for. */
export type Slots = Readonly<Record<string, string>>;

/** One of the items, each as likely as the others. */
export function pick<Item>(random: Random, items: readonly Item[]): Item {
  return items[random.below(items.length)];
}

/** `count` different items, in random order. */
export function pickSome<Item>(random: Random, items: readonly Item[], count: number): Item[] {
  return random.shuffled(items).slice(0, count);
}

/**
 * Writes a template out. `[one|another]` is a choice, which may hold other choices and be empty; `{name}` is a slot,
 * `{Name}` the same with a capital, `{a name}` the same behind its English article. Throws RangeError for a slot that
 * is not there: a corpus with holes would teach the holes.
 */
export function expand(random: Random, template: string, slots: Slots): string {
  let chosen = template;
  // Innermost first, until none is left.
  for (let before = ''; before !== chosen; ) {
    before = chosen;
    chosen = chosen.replace(/\[([^[\]]*)\]/g, (_, options: string) => pick(random, options.split('|')));
  }
  return chosen.replace(/\{(a |A )?(\w+)\}/g, (_, article: string | undefined, name: string) => {
    const value = valueIn(slots, name);
    if (article === undefined) return value;
    return `${article.trim()}${/^[aeiou]/i.test(value) ? 'n' : ''} ${value}`;
  });
}

function valueIn(slots: Slots, name: string): string {
  const value = slots[name];
  if (value !== undefined) return value;
  const small = slots[name[0].toLowerCase() + name.slice(1)];
  if (small === undefined) throw new RangeError(`no slot ${name}`);
  return small[0].toUpperCase() + small.slice(1);
}
