/** What the host knows of where something that is taken away comes from. */
export interface Provenance {
  /** ISO 8601. */
  readonly date: string;
  /** Of the extension. */
  readonly version: string;
  /** SHA-256 of the model's weights, where one model ran: see checkpoint/weightsHash.node.ts. */
  readonly weights?: string;
  /** The same of each, where several translated. */
  readonly systems?: readonly { readonly name: string; readonly weights: string }[];
}

/** Files that a page makes itself. */
export const fileFormats = ['png', 'svg', 'csv', 'json'] as const;
export type FileFormat = (typeof fileFormats)[number];

/** Which of a run's activations: those that the view is made of, or all that the model has. */
export const activationChoices = ['view', 'all'] as const;
export type ActivationChoice = (typeof activationChoices)[number];

/** A question that the page put to the host. */
export interface AskedRequest {
  readonly method: string;
  readonly request: unknown;
}

/** What became of a file: where it lies, by its name; null where the person thought better of it. */
export interface Taken {
  readonly saved: string | null;
}

/** What every page asks of the host to have something taken away. The host asks the person where to. */
export interface TakingRequests {
  provenance(request: Record<string, never>): Provenance;
  /** Writes what the page made. @param name of the file, as it is suggested, without an extension */
  saveFile(request: {
    readonly format: FileFormat;
    readonly name: string;
    readonly content: string | Uint8Array;
  }): Taken;
  /** Writes a file that opens as the same view, with the answers to these questions in it. */
  saveView(request: { readonly name: string; readonly asked: readonly AskedRequest[] }): Taken;
  /** Has the model process write what it computes for the page's run. */
  saveActivations(request: { readonly name: string; readonly which: ActivationChoice }): Taken;
}

/** What the host tells every page. */
export interface TakingEvents {
  /** The person wants to take something away: the page offers the ways. */
  take(event: Record<string, never>): void;
}
