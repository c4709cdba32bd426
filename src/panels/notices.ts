import type { UnderhoodError } from '../errors.ts';
import { type Language, sentence, translate } from '../localisation.ts';
import type { Notice } from '../protocol/page.ts';
import type { RunSummary } from '../protocol/run.ts';
import type { Offer } from './explanation.ts';

/** What notices look at in whatever a model did with a text. */
export type TextRun = Pick<RunSummary, 'runId' | 'text' | 'tokens' | 'cut'>;

interface Told {
  readonly error?: UnderhoodError;
  readonly offer?: Offer;
  readonly run?: TextRun;
  /** Whether the person may choose which end of a long text is used. */
  readonly hasChoice: boolean;
}

/** What a person should know about what is shown, the most important first, in sentences. */
export function noticesOf(language: Language, { error, offer, run, hasChoice }: Told): Notice[] {
  const notices: Notice[] = [];
  const add = (severity: Notice['severity'], text: string, action?: Notice['action']) =>
    notices.push({ severity, text, action });
  if (error?.code === 'cancelled') add('information', sentence(language, error), 'runAgain');
  else if (error && error.code !== 'superseded') add('error', sentence(language, error), actionFor(error));
  if (offer?.tokens) {
    const tokens = count(language, offer.tokens.count, offer.tokens.isExact);
    add('information', translate(language, 'offer.long', { tokens }), 'runAgain');
  } else if (offer) add('information', translate(language, 'offer.uncounted'), 'runAgain');
  if (run?.cut) {
    const { kept, totalTokens, totalIsExact } = run.cut;
    const key = kept === 'start' ? 'cut.start' : 'cut.end';
    const used = count(language, run.tokens.length);
    const total = count(language, totalTokens, totalIsExact);
    add('warning', translate(language, key, { used, total }), hasChoice ? 'keepOtherEnd' : undefined);
  }
  if (run?.tokens.some((token) => token.kind === 'special')) add('information', translate(language, 'source.special'));
  return notices;
}

/** The button that helps against an error. */
function actionFor({ code }: UnderhoodError): Notice['action'] {
  if (code === 'process.stopped') return 'restart';
  if (code === 'process.crashed') return 'runAgain';
  return /^(model|checkpoint|config|tokenizer)\./.test(code) ? 'chooseModel' : undefined;
}

function count(language: Language, number: number, isExact = true): string {
  return (isExact ? '' : '≈ ') + new Intl.NumberFormat(language).format(number);
}
