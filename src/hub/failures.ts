import { type ErrorCode, type Parameters, UnderhoodError } from '../errors.ts';

/** A failure that may pass: the same may succeed a little later. */
export class PassingFailure extends UnderhoodError {
  constructor(
    code: ErrorCode,
    parameters: Parameters,
    /** Milliseconds that the server asks to be left alone. */
    readonly after?: number,
  ) {
    super(code, parameters);
  }
}

/** Codes of system calls after which nobody was reached. */
const unreached = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'ENETDOWN', 'EADDRNOTAVAIL']);
/** OpenSSL's reasons for not trusting a certificate, and Node's own. */
const untrusted = /CERT|SELF_SIGNED|UNABLE_TO_|ALTNAME|HOSTNAME_MISMATCH/;

/** What a failed connection comes to. */
export function connectionFailure(error: unknown, host: string): UnderhoodError {
  if (error instanceof UnderhoodError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const detail = code || (error instanceof Error ? error.message : String(error));
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return new PassingFailure('hub.unknownHost', { host });
  if (unreached.has(code)) return new PassingFailure('hub.unreachable', { host, detail });
  if (code === 'ETIMEDOUT') return new PassingFailure('hub.timeout', { host });
  if (untrusted.test(code)) return new UnderhoodError('hub.certificate', { host, detail });
  if (code === 'EPROTO' || code.startsWith('ERR_SSL')) return new UnderhoodError('hub.noTls', { host });
  if (code.startsWith('HPE_')) return new UnderhoodError('hub.noHttp', { host, detail });
  return new PassingFailure('hub.interrupted', { host, detail });
}

/** An answer that is no success. */
interface Refusal {
  readonly status: number;
  readonly host: string;
  /** Of the hub's own, such as `GatedRepo`. */
  readonly errorCode?: string;
  readonly retryAfter?: string;
  /** Whether the hub's own server gave it, not one that it led to. */
  readonly isHub: boolean;
  /** Whether a token was sent. */
  readonly hasToken: boolean;
}

/** What was asked for, for the sentence. */
export interface Subject {
  readonly name: string;
  readonly revision: string;
  /** Address of the model's page. */
  readonly page: string;
}

/**
 * What a status that is no success means.
 * @param now milliseconds since 1970, for a date in Retry-After
 */
export function statusFailure(refusal: Refusal, { name, revision, page }: Subject, now: number): UnderhoodError {
  const { status, host, errorCode, hasToken, isHub } = refusal;
  const after = afterOf(refusal.retryAfter, now);
  if (status === 429) return new PassingFailure('hub.tooMany', { host }, after);
  if (status === 408 || status === 425 || status >= 500) {
    return new PassingFailure('hub.serverError', { host, status }, after);
  }
  // A signed address of a file store has run out: the hub gives another one.
  if (!isHub) return new PassingFailure('hub.serverError', { host, status }, after);
  if (errorCode === 'GatedRepo') return new UnderhoodError('hub.gated', { name, page });
  if (errorCode === 'RevisionNotFound') return new UnderhoodError('hub.noRevision', { name, revision, page });
  if (status === 407) return new UnderhoodError('hub.proxyRefused', { host, status });
  if (status === 401 && hasToken && errorCode !== 'RepoNotFound') {
    return new UnderhoodError('hub.tokenRefused', { host });
  }
  if (status === 401 || status === 404) return new UnderhoodError('hub.notFound', { name, host });
  if (status === 403) return new UnderhoodError('hub.forbidden', { host, page });
  return new UnderhoodError('hub.badStatus', { host, status });
}

/** A Retry-After header (RFC 9110): seconds, or a date. @returns milliseconds */
function afterOf(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
