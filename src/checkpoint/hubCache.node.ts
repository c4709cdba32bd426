import { readdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { readJson, readText } from './files.node.ts';

// Not scanCacheDir of @huggingface/hub: it leaves out a whole repository for one dangling link, a missing `refs` folder
// (as a download by commit leaves it) or a stale ref, and fails altogether on a dangling link beside the repositories.

/** A model in the Hugging Face cache that looks ready to open. */
interface CachedModel {
  /** As on the hub: `owner/name`, or only `name` for the oldest models. */
  readonly name: string;
  /** The folder to open: one snapshot. */
  readonly folder: string;
  /** `model_type` of its config.json. */
  readonly modelType: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The models in the user's Hugging Face cache whose `model_type` is one of those, and which have safetensors weights,
 * by name. Of several snapshots: `main`, otherwise the newest that is usable. Broken entries are left out; no network.
 */
export async function listCachedModels(
  supportedTypes: readonly string[],
  environment: Environment = process.env,
): Promise<CachedModel[]> {
  const cache = hubCacheFolder(environment);
  const repositories = (await namesIn(cache)).filter((name) => name.startsWith('models--'));
  const models = await Promise.all(
    repositories.map((repository) => usableSnapshot(join(cache, repository), supportedTypes)),
  );
  return models.filter((model) => model !== undefined).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Where huggingface_hub keeps its cache, by its own rules and environment variables. */
export function hubCacheFolder(environment: Environment): string {
  const { HF_HUB_CACHE, HUGGINGFACE_HUB_CACHE, HF_HOME, XDG_CACHE_HOME } = environment;
  const caches = XDG_CACHE_HOME || join('~', '.cache');
  const folder = HF_HUB_CACHE || HUGGINGFACE_HUB_CACHE || join(HF_HOME || join(caches, 'huggingface'), 'hub');
  return folder.replace(/^~(?=$|[\\/])/, homedir());
}

async function usableSnapshot(repository: string, supportedTypes: readonly string[]): Promise<CachedModel | undefined> {
  for (const folder of await snapshots(repository)) {
    const found = await modelTypeOf(folder);
    const modelType = supportedTypes.find((type) => type === found);
    if (modelType && (await hasWeights(folder))) return { name: hubName(repository), folder, modelType };
  }
  return undefined;
}

/** The snapshots of a repository: first `main`, then from new to old. */
async function snapshots(repository: string): Promise<string[]> {
  const main = await readText(join(repository, 'refs'), 'main', 1000).catch(() => '');
  const found = await Promise.all(
    (await namesIn(join(repository, 'snapshots'))).map(async (revision) => {
      const folder = join(repository, 'snapshots', revision);
      const time = await stat(folder).then(
        (status) => status.mtimeMs,
        () => 0,
      );
      return { folder, time, isMain: revision === main.trim() };
    }),
  );
  return found.sort((a, b) => Number(b.isMain) - Number(a.isMain) || b.time - a.time).map(({ folder }) => folder);
}

async function modelTypeOf(folder: string): Promise<unknown> {
  const config = await readJson(folder, 'config.json', 2 ** 24).catch(() => undefined);
  return config?.model_type;
}

/** Whether the weights are there; a link whose download did not finish leads nowhere. */
async function hasWeights(folder: string): Promise<boolean> {
  for (const name of ['model.safetensors', 'model.safetensors.index.json']) {
    const isThere = await stat(join(folder, name)).then(
      (status) => status.isFile(),
      () => false,
    );
    if (isThere) return true;
  }
  return false;
}

/** `models--owner--name` is owner/name; the hub allows no `--` within a name. */
function hubName(repository: string): string {
  return basename(repository).split('--').slice(1).join('/');
}

function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
