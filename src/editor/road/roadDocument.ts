import type * as vscode from 'vscode';
import { Appetite } from '../../road/block/appetite.ts';
import { type Fence, fencesIn } from '../../road/block/fences.ts';
import { type Block, type ParsedBlock, parseBlock } from '../../road/block/parseBlock.ts';

/** A block as it stands in a document. */
export interface PlacedBlock extends ParsedBlock {
  readonly fence: Fence;
}

const known = new WeakMap<vscode.TextDocument, { readonly version: number; readonly blocks: readonly PlacedBlock[] }>();

/** The blocks of a document, read again when it changed. */
export function blocksOf(document: vscode.TextDocument): readonly PlacedBlock[] {
  const before = known.get(document);
  if (before?.version === document.version) return before.blocks;
  const appetite = new Appetite();
  const blocks = fencesIn(document.getText()).map((fence) => ({ fence, ...parseBlock(fence.body, appetite) }));
  known.set(document, { version: document.version, blocks });
  return blocks;
}

/** The block that a line belongs to. */
export function blockAt(document: vscode.TextDocument, line: number): PlacedBlock | undefined {
  return blocksOf(document).find(({ fence }) => fence.firstLine <= line && line <= fence.lastLine);
}

export function isExperiment(block: Block | undefined): block is Extract<Block, { kind: 'experiment' }> {
  return block?.kind === 'experiment';
}
