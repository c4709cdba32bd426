import { tokenTexts } from '../../src/analysis/tokenText.ts';
import type { ContinuationNode, ContinuationTree } from '../../src/protocol/nextTokenPage.ts';
import type { TokenSummary } from '../../src/protocol/run.ts';
import type { StripText } from '../parts/tokenStrip.ts';
import { pathTo } from './tree.ts';

/** So much of the text stands before what was written. */
const tailTokens = 24;

/** The end of a text and what was written after it, as one row of tokens. */
export interface Written extends StripText {
  /** Which of the text's tokens is the first here. */
  readonly firstToken: number;
  /** How many tokens are the text's own. */
  readonly tail: number;
  /** The written nodes, in their order. */
  readonly path: readonly number[];
}

export function writtenAfter(run: StripText & { readonly text: string }, tree: ContinuationTree | null): Written {
  const firstToken = wholeFrom(run, Math.max(0, run.tokens.length - tailTokens));
  const path = tree ? pathTo(tree.nodes, tree.tip) : [];
  const own = run.tokens.slice(firstToken);
  const tokens = [...own, ...path.map((node) => tokenOf(tree!.nodes[node]))];
  return { firstToken, tail: own.length, path, tokens, texts: tokenTexts(tokens, run.text) };
}

/** The first token of the character that `token` is a part of. */
function wholeFrom({ texts }: StripText, token: number): number {
  const cut = texts.characters.find(({ firstToken, lastToken }) => firstToken < token && token <= lastToken);
  return cut?.firstToken ?? token;
}

/** A written token stands nowhere in the document yet. */
export function tokenOf({ id, spelling, bytes, kind }: Omit<ContinuationNode, 'parent'>): TokenSummary {
  return { id, spelling, bytes, kind, start: 0, end: 0 };
}
