import type { SchemaOf } from '../protocol/validation.ts';

/** One kind of answer in the file of a page. */
interface SavedAnswer<Found, State> {
  readonly request: SchemaOf<unknown>;
  readonly answer: SchemaOf<Found>;
  /** Whether it is of the run that the page shows: as many tokens, heads it has. */
  readonly fits?: (answer: Found, state: State) => boolean;
}

/** What of a page can be in a file, and how it is checked. */
export interface SavedPage {
  /** The state, checked. Throws valibot's error where it does not fit. */
  readonly state: SchemaOf<object>;
  readonly answers: Readonly<Record<string, SavedAnswer<unknown, unknown>>>;
}

/** @param state what of the page's state is of the run */
export function savedPage<State extends object, Answers extends Readonly<Record<string, unknown>>>(
  state: SchemaOf<State>,
  answers: { readonly [Method in keyof Answers]: SavedAnswer<Answers[Method], State> },
): SavedPage {
  return { state, answers: answers as unknown as SavedPage['answers'] };
}
