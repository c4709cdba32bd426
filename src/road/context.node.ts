import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { isSystemError } from '../checkpoint/files.node.ts';
import type { Runtime } from '../engine/runtime.ts';
import { UnderhoodError } from '../errors.ts';
import { fileTexts } from '../training/data/fileSources.node.ts';
import { otherCompressors } from './coding/otherCompressors.node.ts';
import type { DigitSet } from './digits/digits.ts';
import type { ExperimentContext } from './experiment.ts';
import type { OpenModel } from './openModel.ts';

interface Surroundings {
  /** Where the user's files are looked for; null where there is no such folder. */
  readonly folder: string | null;
  /** The model that the person has chosen. */
  readonly model: () => Promise<OpenModel>;
  readonly digits: () => Promise<DigitSet>;
  readonly runtime: () => Promise<Runtime>;
  /** Where there is nobody to ask, absent. */
  readonly ask?: ExperimentContext['ask'];
  readonly step: ExperimentContext['step'];
}

/** What an experiment may ask for, where there are files and processes. */
export function nodeContext(around: Surroundings): ExperimentContext {
  const resolved = (file: string) => {
    if (around.folder === null && !path.isAbsolute(file)) throw new UnderhoodError('road.noFolder', { file });
    return path.resolve(around.folder ?? '', file);
  };
  return {
    runtime: around.runtime,
    step: around.step,
    digits: around.digits,
    model: around.model,
    compressed: otherCompressors,
    ask: around.ask ?? (async () => undefined),
    async readFile(file) {
      const found = resolved(file);
      try {
        return await readFile(found);
      } catch (error) {
        if (!isSystemError(error)) throw error;
        if (error.code === 'ENOENT') throw new UnderhoodError('road.noFile', { file: found });
        throw new UnderhoodError('road.unreadable', { file: found, detail: error.code });
      }
    },
    async textFiles(globs) {
      const folder = resolved('.');
      const texts = await fileTexts({ files: globs, exclude: [] }, folder);
      return texts.map(({ file, text }) => ({ path: path.relative(folder, file).replaceAll('\\', '/'), text }));
    },
  };
}
