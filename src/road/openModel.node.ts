import { readCheckpoint, readTensor } from '../checkpoint/huggingFaceFolder.node.ts';
import type { Runtime } from '../engine/runtime.ts';
import { loadModel } from '../models/loaded/loadedModel.node.ts';
import { checkModel } from '../models/parameters.ts';
import { readDigits } from './digits/digitFile.node.ts';
import type { DigitSet } from './digits/digits.ts';
import type { OpenModel } from './openModel.ts';

/** Opens a Hugging Face folder for experiments. Throws UnderhoodError where it cannot be used. */
export async function openModel(folder: string, runtime: Runtime): Promise<OpenModel> {
  const checked = checkModel(await readCheckpoint(folder));
  const model = await loadModel(folder, runtime);
  const { family, config } = checked;
  return Object.assign(model, {
    architecture: { family, config },
    async weights() {
      const weights = new Map<string, Float32Array>();
      for (const [name, stored] of checked.parameters) if (stored) weights.set(name, await readTensor(stored));
      return weights;
    },
  });
}

/** What experiments read again and again: it stays in memory, as long as it is the same. */
export class RoadMemory {
  #model?: { readonly folder: string; readonly opened: Promise<OpenModel> };
  #digits?: Promise<DigitSet>;

  /** @param digitFile the file of handwritten digits */
  constructor(
    private readonly digitFile: string,
    private readonly runtime: () => Promise<Runtime>,
  ) {}

  /** Another folder's model is let go. */
  async model(folder: string): Promise<OpenModel> {
    if (this.#model?.folder !== folder) {
      await this.close();
      this.#model = { folder, opened: this.runtime().then((runtime) => openModel(folder, runtime)) };
    }
    const { opened } = this.#model;
    return opened.catch((error) => {
      if (this.#model?.opened === opened) this.#model = undefined; // The folder may be mended.
      throw error;
    });
  }

  digits(): Promise<DigitSet> {
    this.#digits ??= readDigits(this.digitFile);
    return this.#digits;
  }

  /** Lets the model go. */
  async close(): Promise<void> {
    const model = this.#model;
    this.#model = undefined;
    await (await model?.opened.catch(() => undefined))?.close();
  }
}
