import { listCachedModels } from '../checkpoint/hubCache.node.ts';
import { ModelChoice } from '../modelProcess/modelChoice.ts';
import { SystemChoice } from '../modelProcess/systemChoice.ts';
import { supportedModelTypes } from '../models/supported.ts';
import { ModelShelf } from '../shelf/modelShelf.ts';
import { TrainedModels } from '../shelf/trainedModels.ts';
import type { Installation } from './installation.ts';

export type Models = ReturnType<typeof buildModels>;

/** The models that are known, and which of them are explained and translate. */
export function buildModels({ fileOf, workspaceState, globalState }: Installation) {
  const bundled = (name: string) => fileOf('media', 'models', name);
  const bundledSystems = ['rnn', 'attention', 'transformer'].map((name) => bundled(`underhood-zh-en-${name}`));
  const choice = new ModelChoice(bundled('underhood-small'), workspaceState, globalState);
  const systems = new SystemChoice(bundledSystems, workspaceState, globalState);
  const trained = new TrainedModels(globalState);
  const cached = async () => (await listCachedModels(supportedModelTypes)).map(({ folder }) => folder);
  return { choice, systems, trained, shelf: new ModelShelf(choice, systems, trained, cached) };
}
