import type { HeadView } from './headView.ts';

/** What can be read of one cell of the pattern. */
interface CellReading {
  readonly weight: number;
  /** 1 for the largest weight of the row; equal weights share the better rank. */
  readonly rank: number;
  /** How many keys the query may look at. */
  readonly count: number;
}

export function readCell({ data, length }: HeadView, query: number, key: number): CellReading {
  const row = data.subarray(query * length, query * length + query + 1);
  const weight = row[key];
  return { weight, rank: 1 + row.reduce((larger, other) => larger + (other > weight ? 1 : 0), 0), count: query + 1 };
}

/** The rank of each key that a query may look at, [query + 1], as `readCell` counts it. */
export function ranksOf({ data, length }: HeadView, query: number): number[] {
  const row = data.subarray(query * length, query * length + query + 1);
  const order = [...row.keys()].sort((one, other) => row[other] - row[one]);
  const ranks: number[] = [];
  order.forEach((key, place) => {
    const before = order[place - 1];
    ranks[key] = row[before] === row[key] ? ranks[before] : place + 1;
  });
  return ranks;
}

/** −Σ p·log₂ p of a row, in bits. */
export function rowEntropy({ data, length }: HeadView, query: number): number {
  let entropy = 0;
  for (let key = 0; key <= query; key += 1) {
    const weight = data[query * length + key];
    if (weight > 0) entropy -= weight * Math.log2(weight);
  }
  // A row with one weight of 1 sums to −0.
  return Math.max(0, entropy);
}

/** The keys with the largest weights above 0, largest first. */
export function strongestKeys({ data, length }: HeadView, query: number, most: number): number[] {
  const row = data.subarray(query * length, query * length + query + 1);
  return Array.from(row.keys())
    .filter((key) => row[key] > 0)
    .sort((one, other) => row[other] - row[one] || one - other)
    .slice(0, most);
}
