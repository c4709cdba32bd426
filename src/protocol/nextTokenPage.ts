import type { PageEvents, PageRequests, PageState } from './page.ts';
import type {
  GeneratedToken,
  GenerationEnd,
  NextToken,
  ReadingSummary,
  SamplingSettings,
  VocabularyEntry,
} from './reading.ts';

/** Where in the data the page is: what it saves, and gets back after being hidden or reloaded. */
export interface NextTokenNavigation {
  readonly view: 'next' | 'continue' | 'example';
  /** How many of the reading's tokens are given; null: all of them. */
  readonly position: number | null;
  readonly sampling: SamplingSettings;
  /** Rows of the ranked list. */
  readonly rows: number;
  /** Whether a thousand draws are shown. */
  readonly drawn: boolean;
  /** Tokens that one press of Continue writes. */
  readonly count: number;
}

/** Where a new page begins: nothing is filtered, and nothing drawn. */
export const nextTokenStart: NextTokenNavigation = {
  view: 'next',
  position: null,
  sampling: { temperature: 1, topK: 0, topP: 1, minP: 0, order: 'huggingface', seed: 1 },
  rows: 10,
  drawn: false,
  count: 30,
};

/** A written token in the tree of continuations. */
export interface ContinuationNode extends GeneratedToken {
  /** Index of the node before it; null: it follows the text. Always less than the node's own. */
  readonly parent: number | null;
  /** Whether a person chose it, rather than the seed. */
  readonly isChosen: boolean;
}

/** Nodes that a tree may have: every one of them travels to the page at every token. */
export const mostContinuationNodes = 2000;

/** All that was written after a reading, as a tree: branching never loses what was written before. */
export interface ContinuationTree {
  /** The reading that it continues. */
  readonly runId: string;
  readonly nodes: readonly ContinuationNode[];
  /** The last node of the branch in front; null: nothing is written yet. */
  readonly tip: number | null;
  /** Being written to now. */
  readonly isWriting: boolean;
  /** Why the writing at the tip ended, where it did. */
  readonly end?: GenerationEnd;
}

export type NextTokenState = PageState<ReadingSummary, NextTokenNavigation> & {
  readonly continuation?: ContinuationTree;
  /** A text before the cursor that is empty, or a file that is closed, cannot be inserted into. */
  readonly canInsert: boolean;
};
export type NextTokenEvents = PageEvents<NextTokenState>;

export interface NextTokenRequests extends PageRequests<NextTokenState, NextTokenNavigation> {
  runAgain(request: Record<string, never>): null;
  nextToken(request: { readonly runId: string; readonly position: number }): NextToken;
  /** Spellings of ids, in their order; at most 1,000 at a time. */
  vocabulary(request: { readonly runId: string; readonly ids: readonly number[] }): VocabularyEntry[];
  /**
   * Writes on after a node (null: after the text), token by token: each is pushed with the state. Where the branch goes
   * on already and the settings are the same, the same is written again, and no second branch appears.
   */
  continueText(request: {
    readonly after: number | null;
    readonly sampling: SamplingSettings;
    readonly count: number;
  }): null;
  /** Stops writing after the token that is under way. */
  stopContinuing(request: Record<string, never>): null;
  /** Puts an alternative in the place of a node, as a branch of its own, in front. */
  branch(request: { readonly node: number; readonly id: number }): null;
  /** Brings another branch in front: the one that ends at this node. */
  showBranch(request: { readonly tip: number | null }): null;
  /** Writes the branch in front into the document, after the text, as one step for Undo. */
  insertContinuation(request: Record<string, never>): null;
}
