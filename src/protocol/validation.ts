import * as v from 'valibot';
import type { CancellationToken } from 'vscode-jsonrpc';
import { UnderhoodError } from '../errors.ts';
import type { Navigation, PageRequests } from './page.ts';
import type { Handlers, RequestOf } from './rpc.ts';
import { quantities } from './run.ts';

/**
 * A webview shows text of the workspace and may be made to say anything; a saved state may be years old. What either sends
 * is checked here, and answered with an error where it does not fit.
 */
const index = v.pipe(v.number(), v.integer(), v.minValue(0));
const runId = v.pipe(v.string(), v.maxLength(100));
const nothing = v.strictObject({});
const alterations = { hideFirst: v.boolean(), mergeWords: v.boolean() };
const address = { runId, layer: index, head: index };
const kept = v.picklist(['start', 'end']);
const quantity = v.picklist(quantities);

export const navigation: v.GenericSchema<unknown, Navigation> = v.strictObject({
  pinned: v.pipe(v.array(v.strictObject({ layer: index, head: index })), v.maxLength(1024)),
  active: index,
  query: v.nullable(index),
  key: v.nullable(index),
  quantity,
  view: v.picklist(['matrix', 'lines', 'arithmetic', 'table']),
  logarithmic: v.boolean(),
  alterations: v.strictObject(alterations),
  sort: v.pipe(v.string(), v.maxLength(100)),
  threshold: v.nullable(v.number()),
});

/** One schema for each request of a page. */
export const pageRequests = {
  ready: nothing,
  thumbnails: v.strictObject({ runId, ...alterations }),
  head: v.strictObject({ ...address, quantity }),
  cell: v.strictObject({ ...address, query: index, key: index }),
  runAgain: v.strictObject({ kept: v.optional(kept) }),
  cancel: nothing,
  restart: nothing,
  chooseModel: nothing,
  setFollow: v.strictObject({ follow: v.boolean() }),
  hoverToken: v.strictObject({ index: v.nullable(index) }),
  shade: v.nullable(v.strictObject({ query: index, weights: v.instance(Float32Array) })),
  saveNavigation: navigation,
} satisfies { readonly [Method in keyof PageRequests]: v.GenericSchema<unknown, RequestOf<PageRequests, Method>> };

/** What brings an attention page back after the window was reloaded: what ran, not what came out. */
export const savedAttention = v.strictObject({
  /** URI of the document. */
  document: v.string(),
  /** UTF-16 offsets in the document, and a digest of the text between them. */
  start: index,
  end: index,
  digest: v.string(),
  source: v.picklist(['selection', 'paragraph']),
  kept,
  navigation: v.nullable(navigation),
});
export type SavedAttention = v.InferOutput<typeof savedAttention>;

/** Throws UnderhoodError `page.badRequest` where `value` does not fit. */
export function checked<Output>(schema: v.GenericSchema<unknown, Output>, value: unknown): Output {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new UnderhoodError('page.badRequest', { detail: `${v.getDotPath(issue) ?? 'request'}: ${issue.message}` });
}

/** Handlers that see checked requests only. */
export function checkedHandlers(handlers: Handlers<PageRequests>): Handlers<PageRequests> {
  type Handler = (request: unknown, token: CancellationToken) => unknown;
  const guarded = (Object.entries(handlers) as [keyof PageRequests, Handler][]).map(([method, handler]) => {
    const schema: v.GenericSchema = pageRequests[method];
    return [method, (request: unknown, token: CancellationToken) => handler(checked(schema, request), token)];
  });
  return Object.fromEntries(guarded) as Handlers<PageRequests>;
}

/** Whether a message is one that a page's end of the RPC sends: a request, or its cancellation. */
export function isPageMessage(message: unknown): boolean {
  return v.is(pageMessage, message);
}

const messageId = v.union([v.number(), v.string()]);
const pageMessage = v.union([
  v.looseObject({ id: messageId, method: v.string(), params: v.pipe(v.array(v.unknown()), v.length(1)) }),
  v.looseObject({ method: v.literal('$/cancelRequest'), params: v.looseObject({ id: messageId }) }),
]);
