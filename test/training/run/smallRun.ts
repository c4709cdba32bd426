import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Runtime } from '../../../src/engine/runtime.ts';
import { onnxruntimeNode } from '../../../src/engine/runtimes/onnxruntimeNode.node.ts';
import type { TrainingStatus } from '../../../src/protocol/training.ts';
import type { WrittenRecipe } from '../../../src/training/recipe/recipe.ts';
import { TrainingRun } from '../../../src/training/run/trainingRun.node.ts';

/** A recipe that takes a second or two. */
export const smallRecipe: WrittenRecipe = {
  data: { sample: 'copying', characters: 8000 },
  model: { model_type: 'gpt2', n_layer: 2, n_head: 2, n_embd: 16, n_positions: 32 },
  tokenizer: { kind: 'characters' },
  training: { batch: 4, tokens: 16, steps: 40, evaluateEvery: 10, dropout: 0.1, biases: false, threads: 1 },
  watch: { sampleTokens: 8 },
  output: 'model',
};

/** Writes a recipe, the small one with changes, into a folder. @returns its file */
export async function writeRecipe(folder: string, changes: Partial<WrittenRecipe> = {}): Promise<string> {
  const file = path.join(folder, 'small.underhood.json');
  const training = { ...smallRecipe.training, ...changes.training };
  await writeFile(file, JSON.stringify({ ...smallRecipe, ...changes, training }));
  return file;
}

/** Opens a run that trains in this process. */
export function openRun(
  file: string,
  onStatus: (status: TrainingStatus) => void = () => {},
  runtime: Runtime = onnxruntimeNode({ threads: 1 }),
): Promise<TrainingRun> {
  return TrainingRun.open(file, async () => runtime, { onStatus, onSummary() {} });
}

/** A runtime that knows how many of the graphs that it compiled are still in memory. */
export function countingRuntime(): { readonly runtime: Runtime; readonly open: () => number } {
  const native = onnxruntimeNode({ threads: 1 });
  let open = 0;
  const compile: Runtime['compile'] = async (graph) => {
    const executable = await native.compile(graph);
    open++;
    return {
      run: (...parameters) => executable.run(...parameters),
      release() {
        open--;
        return executable.release();
      },
    };
  };
  return { runtime: { ...native, compile }, open: () => open };
}

/** Trains until the end, however it ends. */
export async function trainToEnd(run: TrainingRun, start: Parameters<TrainingRun['start']>[0] = {}): Promise<void> {
  await run.start(start);
  await run.ended;
}

/** The weights of the newest moment, as they lie on the disk. */
export function weightsOf(folder: string, step: number): Promise<Buffer> {
  const name = `step-${String(step).padStart(6, '0')}`;
  return readFile(path.join(folder, 'model', 'checkpoints', name, 'model.safetensors'));
}
