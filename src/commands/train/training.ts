import type { Uri } from 'vscode';
import type { ProposedModel } from '../../training/recipe/proposedModel.ts';

export interface StepTime {
  readonly model: ProposedModel;
  readonly milliseconds: number;
}

/** Times training steps on this machine. */
export interface StepProbe {
  /** One step of each model, as soon as it is known. Whoever wants no more ends the iteration. */
  measure(models: readonly ProposedModel[], vocabularySize: number): AsyncIterable<StepTime>;
}

/** Trains what a recipe says, and shows how it goes. */
export interface TrainingStarter {
  /** @param anew whether what the output folder holds of earlier training is given up, rather than gone on with */
  train(recipe: Uri, options: { readonly anew: boolean }): Promise<void>;
}
