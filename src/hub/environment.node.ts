import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { printable } from '../checkpoint/safetensors.ts';
import { UnderhoodError } from '../errors.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where the hub is: what the user set, or HF_ENDPOINT, or huggingface.co. Ends with a stroke. Throws UnderhoodError.
 * @param setting of Underhood; empty where there is none
 */
export function hubEndpoint(setting: string, environment: Environment): URL {
  const address = setting.trim() || environment.HF_ENDPOINT?.trim() || 'https://huggingface.co';
  const endpoint = URL.canParse(address) ? new URL(address) : undefined;
  const isWeb = endpoint?.protocol === 'https:' || endpoint?.protocol === 'http:';
  if (!endpoint || !isWeb || endpoint.username || endpoint.password || endpoint.search || endpoint.hash) {
    throw new UnderhoodError('hub.badEndpoint', { endpoint: printable(address) });
  }
  if (!endpoint.pathname.endsWith('/')) endpoint.pathname += '/';
  return endpoint;
}

/** Throws where the user has forbidden all of Hugging Face's tools the network. */
export function checkOnline({ HF_HUB_OFFLINE, TRANSFORMERS_OFFLINE }: Environment): void {
  const isSet = (value: string | undefined) => /^(1|on|yes|true)$/i.test(value ?? '');
  if (isSet(HF_HUB_OFFLINE ?? TRANSFORMERS_OFFLINE)) throw new UnderhoodError('hub.offline');
}

/** The user's token, where huggingface_hub looks for it too; undefined where there is none. */
export async function userToken(environment: Environment): Promise<string | undefined> {
  const { HF_TOKEN, HUGGING_FACE_HUB_TOKEN, HF_TOKEN_PATH, HF_HOME, XDG_CACHE_HOME } = environment;
  if (environment.HF_HUB_DISABLE_IMPLICIT_TOKEN === '1') return undefined;
  const home = HF_HOME || join(XDG_CACHE_HOME || join('~', '.cache'), 'huggingface');
  const file = (HF_TOKEN_PATH || join(home, 'token')).replace(/^~(?=$|[\\/])/, homedir());
  const found = HF_TOKEN || HUGGING_FACE_HUB_TOKEN || (await readFile(file, 'utf8').catch(() => ''));
  const token = found.trim();
  // What could not stand in a header is none.
  return /^[\x21-\x7e]{1,500}$/.test(token) ? token : undefined;
}
