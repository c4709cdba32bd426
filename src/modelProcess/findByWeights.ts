import type { ModelProcess } from './client.ts';

/**
 * The first of some folders whose weights have this hash. Only folders that the person has chosen before are looked into:
 * a file may name any.
 */
export async function findByWeights(
  process: Pick<ModelProcess, 'weightsHash'>,
  folders: readonly string[],
  weights: string,
): Promise<string | undefined> {
  for (const folder of new Set(folders)) {
    const found = await process.weightsHash(folder).catch(() => undefined);
    if (found?.sha256 === weights) return folder;
  }
  return undefined;
}
