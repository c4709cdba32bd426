/** Who asks, and is drawn again when an answer is here. */
interface Asker {
  readonly store: {
    attempt(request: Promise<unknown>): Promise<void>;
    readonly state: { readonly activity: string } | null;
  };
  requestUpdate(): void;
}

/**
 * What the host says to one question. Until it is here the answer before it stays, and of what is asked meanwhile only the
 * newest is asked next: a slider that is dragged leaves no queue behind it.
 */
export class Answer<Question, Found> {
  /** The last answer, and what it answers, as that was asked last. */
  last: { readonly question: Question; readonly found: Found } | null = null;
  readonly #asker: Asker;
  readonly #nameOf: (question: Question) => string;
  readonly #ask: (question: Question) => Promise<Found>;
  #wanted: Question | null = null;
  #asked: string | null = null;
  #isAsking = false;

  /** @param nameOf the same for questions that have the same answer */
  constructor(asker: Asker, nameOf: (question: Question) => string, ask: (question: Question) => Promise<Found>) {
    this.#asker = asker;
    this.#nameOf = nameOf;
    this.#ask = ask;
  }

  want(question: Question): void {
    this.#wanted = question;
    // What has the same answer may look otherwise by now, as in another language.
    if (this.last && this.#nameOf(this.last.question) === this.#nameOf(question))
      this.last = { ...this.last, question };
    if (this.#asker.store.state?.activity === 'stopped') {
      // What failed with the process is asked again when there is another one.
      if (this.last === null || this.#nameOf(this.last.question) !== this.#asked) this.#asked = null;
      return;
    }
    if (!this.#isAsking) void this.#proceed(question);
  }

  async #proceed(question: Question): Promise<void> {
    const name = this.#nameOf(question);
    if (name === this.#asked) return;
    this.#asked = name;
    this.#isAsking = true;
    await this.#asker.store.attempt(
      this.#ask(question).then((found) => {
        this.last = { question, found };
      }),
    );
    this.#isAsking = false;
    this.#asker.requestUpdate();
    if (this.#wanted !== null) this.want(this.#wanted);
  }
}
