import { holdsFile, readJson } from '../../checkpoint/files.node.ts';
import type { Json } from '../configuration/configFields.ts';

/** What a model folder says of how its model writes; empty where it does not. A damaged file throws. */
export async function readGenerationConfig(folder: string): Promise<Json> {
  const name = 'generation_config.json';
  return (await holdsFile(folder, name)) ? readJson(folder, name, 2 ** 20) : {};
}
