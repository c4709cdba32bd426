import { openModel } from './chooseModel.ts';
import { modelFromHub } from './hub/modelFromHub.ts';
import type { Parts } from './parts.ts';

/**
 * Downloads a model from the hub, after the person has seen how large it is and said yes, and opens it.
 * @param repository as a person names it; absent: asked for
 */
export async function openFromHub(parts: Parts, repository?: unknown): Promise<void> {
  const folder = await modelFromHub(parts, typeof repository === 'string' ? repository : undefined);
  if (folder !== undefined) await openModel(parts, folder);
}
