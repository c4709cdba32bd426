import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { isSystemError } from '../checkpoint/files.node.ts';
import { readCheckpoint, readTensor } from '../checkpoint/huggingFaceFolder.node.ts';
import type { Runtime } from '../engine/runtime.ts';
import { UnderhoodError } from '../errors.ts';
import { loadModel } from '../models/loadedModel.node.ts';
import { checkModel } from '../models/parameters.ts';
import { fileTexts } from '../training/data/fileSources.node.ts';
import { otherCompressors } from './coding/otherCompressors.node.ts';
import { readDigits } from './digits/digitFile.node.ts';
import type { ExperimentContext } from './experiment.ts';
import type { OpenModel } from './openModel.ts';

export interface Surroundings {
  /** Where the user's files are looked for; null where the document has no folder. */
  readonly folder: string | null;
  /** Folder of the model that the person has chosen. */
  readonly model: string;
  /** The file of handwritten digits. */
  readonly digits: string;
  readonly runtime: () => Promise<Runtime>;
  readonly step: ExperimentContext['step'];
}

/** What an experiment may ask for, where there are files and processes; `close` lets its model go. */
export function nodeContext(around: Surroundings): ExperimentContext & { close(): Promise<void> } {
  let model: Promise<OpenModel> | undefined;
  const resolved = (file: string) => {
    if (around.folder === null && !path.isAbsolute(file)) throw new UnderhoodError('road.noFolder', { file });
    return path.resolve(around.folder ?? '', file);
  };
  return {
    runtime: around.runtime,
    step: around.step,
    digits: () => readDigits(around.digits),
    compressed: otherCompressors,
    model() {
      model ??= around.runtime().then((runtime) => openModel(around.model, runtime));
      return model;
    },
    async readFile(file) {
      const found = resolved(file);
      try {
        return await readFile(found);
      } catch (error) {
        if (!isSystemError(error)) throw error;
        throw new UnderhoodError('road.unreadable', { file: found, detail: error.code });
      }
    },
    async textFiles(globs) {
      const folder = resolved('.');
      const texts = await fileTexts({ files: globs, exclude: [] }, folder);
      return texts.map(({ file, text }) => ({ path: path.relative(folder, file).replaceAll('\\', '/'), text }));
    },
    async close() {
      await (await model?.catch(() => undefined))?.close();
    },
  };
}

/** @param folder of Hugging Face */
async function openModel(folder: string, runtime: Runtime): Promise<OpenModel> {
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
