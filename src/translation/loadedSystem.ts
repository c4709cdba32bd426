import type { RecurrentMemory } from '../analysis/recurrentMemory.ts';
import type { SystemSummary } from '../protocol/translation.ts';
import type { Token } from '../tokenizer/tokenizer.ts';
import type { LoadedTranslator } from './loadedTranslator.ts';

/** A model folder that a source can be given to, open: one that translates, or a recurrent language model. */
export interface LoadedSystem {
  readonly name: string;
  readonly summary: SystemSummary;
  /** Absent of a language model. */
  readonly translator?: LoadedTranslator;
  /** The tokens of a source as the model reads it. Throws UnderhoodError where it cannot. */
  tokens(text: string): readonly Token[];
  /** What the network that reads remembers at the end; absent where it is not recurrent. */
  memory?(ids: readonly number[]): Promise<RecurrentMemory>;
  close(): Promise<void>;
}
