import type { TokenSource } from './data/tokenSource.ts';
import { Windows } from './data/windows.ts';
import { Evaluation, type HeldOutLoss } from './evaluation.ts';
import type { Objective } from './objective.ts';
import type { TrainerOptions, TrainingTask } from './trainer.ts';

interface LanguageTexts {
  readonly objective: Objective;
  /** All training text as one stream. */
  readonly training: TokenSource;
  readonly heldOut: readonly { readonly name: string; readonly tokens: TokenSource }[];
  readonly options: TrainerOptions;
  readonly from?: TrainingTask['from'];
}

/** Training a model that writes on: windows of a stream, each token predicted from those before it. */
export function languageTask({ objective, training, heldOut, options, from }: LanguageTexts): TrainingTask {
  const { batch, tokens } = options;
  const shape = { batch, tokens };
  return {
    ...{ objective, options, from },
    shapes: [shape],
    batches: (seed) => new Windows(training, tokens, seed),
    async heldOut(runtime, parameters) {
      const evaluation = await Evaluation.compile(runtime, objective, parameters, shape);
      return {
        async sample(limit) {
          const losses: Record<string, HeldOutLoss> = {};
          for (const { name, tokens } of heldOut) losses[name] = await evaluation.sample(tokens, limit);
          return losses;
        },
        release: () => evaluation.release(),
      };
    },
  };
}
