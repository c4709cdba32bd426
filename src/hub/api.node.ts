import { isObject, parseJson } from '../checkpoint/json.ts';
import { indexLimit, indexName, tensorsOfShards } from '../checkpoint/shardIndex.ts';
import { UnderhoodError } from '../errors.ts';
import { anyArchitectureOf } from '../models/families.ts';
import { nextPage, readInfo, readPage } from './answers.ts';
import { type Subject, statusFailure } from './failures.ts';
import { type Connection, chunksOf, get, type HttpAnswer } from './http.node.ts';
import type { HubFile, HubListing } from './listing.ts';
import type { RepositoryAddress } from './repository.ts';
import { retrying } from './retrying.node.ts';
import { wantedFiles, weightsOf } from './wantedFiles.ts';

// Not listFiles and downloadFileToCacheDir of @huggingface/hub: the first sends the user's token wherever a Link header leads
// and reads answers of any length, the second neither goes on where it stopped, nor checks, nor can be cancelled.

/** Bytes of an answer, and entries of a list: far above those of any model that can be opened. */
const answerLimit = 2 ** 24;
const mostPages = 20;

type Described = Omit<HubListing, 'files' | 'cache' | 'free'> & { readonly files: readonly HubFile[] };

/**
 * What a model is and which of its files are to be downloaded. Reads its configuration, and the index of its shards, so that
 * what cannot be opened is refused before anything large is downloaded. Rejects with UnderhoodError.
 */
export async function describeModel(
  connection: Connection,
  { name, revision }: RepositoryAddress,
  signal: AbortSignal,
): Promise<Described> {
  const { host } = connection.endpoint;
  const about = subjectOf(connection, { name, revision });
  const ask = (path: string) => getJson(connection, new URL(path, connection.endpoint), about, answerLimit, signal);
  const { value } = await ask(`api/models/${name}/revision/${encodeURIComponent(revision)}`);
  const { commit, licence } = readInfo(value, host);
  const listed = new Map<string, HubFile>();
  let page: string | undefined = `api/models/${name}/tree/${commit}?recursive=false`;
  for (let pages = 0; page !== undefined && pages < mostPages; pages++) {
    const answer = await ask(page);
    for (const file of readPage(answer.value, host)) listed.set(file.path, file);
    page = pageOf(nextPage(answer.link), connection.endpoint);
  }
  const config = await readSmall(connection, { name, revision: commit }, listed, 'config.json', answerLimit, signal);
  const { kind, config: architecture } = anyArchitectureOf(config);
  const index = weightsOf(listed, name).path === indexName ? indexName : undefined;
  const shards =
    index &&
    tensorsOfShards(await readSmall(connection, { name, revision: commit }, listed, index, indexLimit, signal)).keys();
  const files = wantedFiles(listed, name, kind === 'translator', shards);
  return { name, revision, commit, licence, modelType: architecture.modelType, files };
}

/** Where a file of a model is. */
export function fileAddress({ endpoint }: Connection, { name, revision }: RepositoryAddress, path: string): URL {
  return new URL(`${name}/resolve/${revision}/${path.split('/').map(encodeURIComponent).join('/')}`, endpoint);
}

/** A model as sentences about it name it. */
export function subjectOf({ endpoint }: Connection, { name, revision }: RepositoryAddress): Subject {
  return { name, revision, page: new URL(name, endpoint).href };
}

/** What an answer that is no success comes to. */
export function refusalOf(answer: HttpAnswer, about: Subject): UnderhoodError {
  const header = (name: string) => {
    const value = answer.headers[name];
    return typeof value === 'string' ? value : undefined;
  };
  const refusal = { ...answer, errorCode: header('x-error-code'), retryAfter: header('retry-after') };
  return statusFailure(refusal, about, Date.now());
}

/** The next page of a list, which must be the hub's own. */
function pageOf(link: string | undefined, endpoint: URL): string | undefined {
  if (link === undefined) return undefined;
  const url = URL.canParse(link, endpoint.href) ? new URL(link, endpoint.href) : undefined;
  if (url?.origin !== endpoint.origin) throw new UnderhoodError('hub.badAnswer', { host: endpoint.host });
  return url.href;
}

async function readSmall(
  connection: Connection,
  address: RepositoryAddress,
  listed: ReadonlyMap<string, HubFile>,
  path: string,
  limit: number,
  signal: AbortSignal,
): Promise<Readonly<Record<string, unknown>>> {
  if (!listed.has(path)) throw new UnderhoodError('hub.fileMissing', { name: address.name, file: path });
  const url = fileAddress(connection, address, path);
  const { value } = await getJson(connection, url, subjectOf(connection, address), limit, signal);
  if (!isObject(value)) throw new UnderhoodError('checkpoint.notAnObject', { file: path });
  return value;
}

async function getJson(
  connection: Connection,
  url: URL,
  about: Subject,
  limit: number,
  signal: AbortSignal,
): Promise<{ readonly value: unknown; readonly link?: string }> {
  return retrying(connection.patience, signal, async () => {
    const answer = await get(connection, url, { accept: 'application/json' }, signal);
    if (answer.status !== 200) {
      answer.body.destroy();
      throw refusalOf(answer, about);
    }
    const { host } = answer;
    const parsed = parseJson(await textOf(answer, connection, limit, signal), {
      depth: 100,
      values: 5_000_000,
      uniqueKeys: false,
    });
    if (!parsed.ok) throw new UnderhoodError('hub.noJson', { host });
    const { link } = answer.headers;
    return { value: parsed.value, link: typeof link === 'string' ? link : undefined };
  });
}

async function textOf(
  answer: HttpAnswer,
  { patience }: Connection,
  limit: number,
  signal: AbortSignal,
): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunksOf(answer, patience, signal)) {
    length += chunk.length;
    if (length > limit) throw new UnderhoodError('hub.answerTooLong', { host: answer.host });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
