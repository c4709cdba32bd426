/** Longest n-grams of characters that are compared, and how much more recall counts than precision: chrF2, as published. */
const longest = 6;
const beta = 2;

/** For each length of n-grams from 1: of the text, of its reference, and in both. */
type ChrfCounts = readonly { readonly written: number; readonly reference: number; readonly common: number }[];

/**
 * chrF (Popović 2015) of texts beside their references, 0 to 100: the F-score of n-grams of characters, blanks left out,
 * precision and recall each the mean over n from 1 to 6. Over all texts together, as sacreBLEU has it: counts are added up
 * first, and of several references the one that is nearest counts.
 * @param pairs a text and at least one reference each
 */
export function chrf(pairs: readonly { readonly written: string; readonly references: readonly string[] }[]): number {
  const totals = Array.from({ length: longest }, () => ({ written: 0, reference: 0, common: 0 }));
  for (const { written, references } of pairs) {
    nearest(written, references).forEach((counts, i) => {
      totals[i].written += counts.written;
      totals[i].reference += counts.reference;
      totals[i].common += counts.common;
    });
  }
  return score(totals);
}

/** Of several references, the counts of the one with the highest score, the first of equal ones. */
function nearest(written: string, references: readonly string[]): ChrfCounts {
  const all = references.map((reference) => count(written, reference));
  const scores = all.map(score);
  return all[scores.indexOf(Math.max(...scores))];
}

function count(written: string, reference: string): ChrfCounts {
  return Array.from({ length: longest }, (_, i) => {
    const [own, other] = [grams(written, i + 1), grams(reference, i + 1)];
    let common = 0;
    for (const [gram, times] of own) common += Math.min(times, other.get(gram) ?? 0);
    return { written: total(own), reference: total(other), common };
  });
}

/** Lengths that either side is too short for are left out of the mean. */
function score(counts: ChrfCounts): number {
  const there = counts.filter(({ written, reference }) => written > 0 && reference > 0);
  const mean = (share: (counts: ChrfCounts[number]) => number) =>
    there.reduce((sum, one) => sum + share(one), 0) / Math.max(1, there.length);
  const precision = mean(({ written, common }) => common / written);
  const recall = mean(({ reference, common }) => common / reference);
  if (precision + recall === 0) return 0;
  return (100 * (1 + beta ** 2) * precision * recall) / (beta ** 2 * precision + recall);
}

function grams(text: string, length: number): Map<string, number> {
  const characters = Array.from(text.replaceAll(/\s/g, ''));
  const found = new Map<string, number>();
  for (let i = 0; i + length <= characters.length; i++) {
    const gram = characters.slice(i, i + length).join('');
    found.set(gram, (found.get(gram) ?? 0) + 1);
  }
  return found;
}

function total(counts: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const times of counts.values()) sum += times;
  return sum;
}
