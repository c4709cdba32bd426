/**
 * How long and from where fast-check searches: UNDERHOOD_FUZZ runs (500 in `npm test`, ten times that in the campaign),
 * from UNDERHOOD_SEED, so that a failure can be repeated.
 */
export const fuzzing = {
  numRuns: Number(process.env.UNDERHOOD_FUZZ ?? 500),
  seed: Number(process.env.UNDERHOOD_SEED ?? 20_251),
};

/** Prints the seed above the tests of a `describe`, and gives them time for their runs. */
export function describeFuzzing(suite: Mocha.Suite): void {
  suite.timeout(60_000 + fuzzing.numRuns * 60);
  before(() => console.log(`    ${fuzzing.numRuns} runs a property, UNDERHOOD_SEED=${fuzzing.seed}`));
}
