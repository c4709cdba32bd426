import type { ExperimentContext, Outcome } from '../../src/road/experiment.ts';

/** A context that refuses all that a test does not give it, and remembers what it was told. */
export function testContext(given: Partial<ExperimentContext> = {}) {
  const steps: { readonly done: number; readonly partial?: Outcome }[] = [];
  const refuse = (what: string) => async (): Promise<never> => {
    throw new Error(`the test gives no ${what}`);
  };
  const context: ExperimentContext = {
    runtime: refuse('runtime'),
    model: refuse('model'),
    digits: refuse('digits'),
    readFile: refuse('file'),
    textFiles: refuse('text files'),
    compressed: refuse('compressors'),
    ask: refuse('language model'),
    async step(done, partial) {
      steps.push({ done, partial });
    },
    ...given,
  };
  return { context, steps };
}
