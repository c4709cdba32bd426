import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { UnderhoodError } from '../../src/errors.ts';
import { record } from '../harness/record.ts';
import { assertSentence } from './rejection.ts';

/**
 * How long and from where fast-check searches: UNDERHOOD_FUZZ runs (150 in `npm test`, many times that in the campaign),
 * from UNDERHOOD_SEED, so that a failure can be repeated.
 */
export const fuzzing = {
  numRuns: Number(process.env.UNDERHOOD_FUZZ ?? 150),
  seed: Number(process.env.UNDERHOOD_SEED ?? 20_251),
};

/** Milliseconds of computing that one case may take: other work on the machine does not count. */
const mostMs = 2000;
/** Bytes that the process may hold, whatever it is given. */
const mostBytes = 3 * 2 ** 30;

/** What came of a target: one line of the campaign's record. */
interface FuzzRecord {
  readonly target: string;
  readonly seed: number;
  readonly cases: number;
  /** How often each error, or `accepted`, came out. */
  readonly outcomes: Readonly<Record<string, number>>;
  readonly slowestMs: number;
  readonly peakMebibytes: number;
}

/** Gives the tests of a `describe` time for their runs. */
export function describeFuzzing(suite: Mocha.Suite): void {
  suite.timeout(60_000 + fuzzing.numRuns * 200);
}

/** The value, or the UnderhoodError, whose sentence is complete; anything else that is thrown fails the test. */
async function attempt<T>(action: () => T | Promise<T>): Promise<T | UnderhoodError> {
  try {
    return await action();
  } catch (error) {
    if (!(error instanceof UnderhoodError)) throw error;
    assertSentence(error);
    return error;
  }
}

/**
 * Tries a target on many cases: none may take long, or fill the memory. Prints how it went, and adds it to the file that
 * UNDERHOOD_RECORDS names.
 * @param check fails on a wrong answer; otherwise says what came out
 * @param share of the usual number of cases
 */
export async function fuzz<Case extends unknown[]>(
  target: string,
  cases: { readonly [Index in keyof Case]: fc.Arbitrary<Case[Index]> },
  check: (...input: Case) => unknown,
  share = 1,
): Promise<ReadonlyMap<string, number>> {
  const outcomes = new Map<string, number>();
  let [slowest, peak, count] = [0, 0, 0];
  await fc.assert(
    fc.asyncProperty(fc.tuple(...cases) as unknown as fc.Arbitrary<Case>, async (input) => {
      const before = process.cpuUsage();
      const outcome = await attempt(() => check(...input));
      const { user, system } = process.cpuUsage(before);
      const name = outcome instanceof UnderhoodError ? outcome.code : String(outcome ?? 'accepted');
      outcomes.set(name, (outcomes.get(name) ?? 0) + 1);
      count++;
      slowest = Math.max(slowest, (user + system) / 1000);
      peak = Math.max(peak, process.memoryUsage.rss());
      assert.ok((user + system) / 1000 < mostMs, `it took ${Math.round((user + system) / 1000)} ms`);
      assert.ok(peak < mostBytes, `it takes ${Math.round(peak / 2 ** 20)} MiB`);
    }),
    { ...fuzzing, numRuns: Math.max(1, Math.round(fuzzing.numRuns * share)) },
  );
  const measured: FuzzRecord = {
    ...{ target, seed: fuzzing.seed, cases: count, outcomes: Object.fromEntries([...outcomes].sort()) },
    ...{ slowestMs: Math.round(slowest), peakMebibytes: Math.round(peak / 2 ** 20) },
  };
  console.log(
    `      ${count} cases, ${outcomes.size} outcomes, slowest ${measured.slowestMs} ms, peak ${measured.peakMebibytes} MiB, ` +
      `UNDERHOOD_SEED=${fuzzing.seed}`,
  );
  record(measured);
  return outcomes;
}

/** Asserts that the cases went deep: so many kinds of outcome, success among them. Few cases cannot show it. */
export function assertDeep(outcomes: ReadonlyMap<string, number>, least: number): void {
  assert.ok(outcomes.has('accepted'), JSON.stringify([...outcomes]));
  assert.ok(outcomes.size >= least, JSON.stringify([...outcomes]));
}
