import * as v from 'valibot';
import type { CancellationToken } from 'vscode-jsonrpc';
import { UnderhoodError } from '../errors.ts';
import { type HeaderRequests, type NextQuestion, questions } from './page.ts';
import type { Handlers, RequestOf } from './rpc.ts';

/**
 * A webview shows text of the workspace and may be made to say anything; a saved state may be years old. What either sends
 * is checked here, and answered with an error where it does not fit.
 */
export const index = v.pipe(v.number(), v.integer(), v.minValue(0));
export const runId = v.pipe(v.string(), v.maxLength(100));
export const nothing = v.strictObject({});
export const seed = v.pipe(index, v.maxValue(2 ** 32 - 1));
export const address = { runId, layer: index, head: index };
export const kept = v.picklist(['start', 'end']);
/** A number within limits, both among them. */
export const between = (least: number, most: number) => v.pipe(v.number(), v.minValue(least), v.maxValue(most));

/** A schema that lets through what is of a type. */
export type SchemaOf<Output> = v.GenericSchema<unknown, Output>;

/** One schema for each request. */
export type Schemas<Requests> = { readonly [Method in keyof Requests]: SchemaOf<RequestOf<Requests, Method>> };

const nextQuestion: SchemaOf<NextQuestion> = v.strictObject({
  question: v.picklist(questions),
  head: v.optional(v.strictObject({ layer: index, head: index })),
  position: v.optional(index),
  isExample: v.optional(v.boolean()),
});

/** What the header of every page asks. */
export const header: Schemas<HeaderRequests> = {
  chooseModel: nothing,
  setFollow: v.strictObject({ follow: v.boolean() }),
  askNext: nextQuestion,
};

/** What every page about a text asks. */
export const common = {
  ...header,
  ready: nothing,
  cancel: nothing,
  restart: nothing,
  hoverToken: v.strictObject({ index: v.nullable(index) }),
};

/** What brings a page back after the window was reloaded: what ran, where a text of a document did, not what came out. */
export function saved<Navigation>(navigation: SchemaOf<Navigation>) {
  const place = { navigation: v.nullable(navigation) };
  const text = {
    /** URI of the document. */
    document: v.string(),
    /** UTF-16 offsets in the document, and a digest of the text between them. */
    start: index,
    end: index,
    digest: v.string(),
    source: v.picklist(['selection', 'paragraph', 'before', 'example']),
    kept,
  };
  return v.union([v.strictObject({ ...text, ...place }), v.strictObject(place)]);
}

/** Throws UnderhoodError `page.badRequest` where `value` does not fit. */
export function checked<Output>(schema: SchemaOf<Output>, value: unknown): Output {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new UnderhoodError('page.badRequest', { detail: `${v.getDotPath(issue) ?? 'request'}: ${issue.message}` });
}

/** Handlers that see checked requests only. */
export function checkedHandlers<Requests>(
  schemas: Schemas<Requests>,
  handlers: Handlers<Requests>,
): Handlers<Requests> {
  type Handler = (request: unknown, token: CancellationToken) => unknown;
  const guarded = (Object.entries(handlers) as [keyof Requests, Handler][]).map(([method, handler]) => {
    const schema: v.GenericSchema = schemas[method];
    return [method, (request: unknown, token: CancellationToken) => handler(checked(schema, request), token)];
  });
  return Object.fromEntries(guarded) as Handlers<Requests>;
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
