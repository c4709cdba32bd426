import { access } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { UnderhoodError } from '../../errors.ts';
import { sentence } from '../../localisation.ts';
import { currentLanguage } from '../../panels/language.ts';
import { roadText } from '../../road/message.ts';
import { isMarkdown } from './markdownDocument.ts';
import { blocksOf, isExperiment, type PlacedBlock } from './roadDocument.ts';

export interface RoadSurroundings {
  /** Folder of the model that the person has chosen. */
  readonly model: string;
  /** Whether the blocks of a document may run. */
  isTrusted(uri: vscode.Uri): boolean;
}

/** From a change of a document to its being read again, milliseconds. */
const patience = 150;

/** Marks what is wrong with blocks, at their lines: what they say, and what keeps them from running here. */
export class RoadProblems {
  readonly #problems = vscode.languages.createDiagnosticCollection('underhood-road');
  readonly #waiting = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #listeners: readonly vscode.Disposable[];

  constructor(private readonly surroundings: RoadSurroundings) {
    this.#listeners = [
      vscode.workspace.onDidOpenTextDocument((document) => void this.#check(document)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#checkSoon(document)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#problems.delete(uri)),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.refresh()),
    ];
    this.refresh();
  }

  /** To be called when the language or the model changes. */
  refresh(): void {
    for (const document of vscode.workspace.textDocuments) void this.#check(document);
  }

  dispose(): void {
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    for (const listener of this.#listeners) listener.dispose();
    this.#problems.dispose();
  }

  #checkSoon(document: vscode.TextDocument): void {
    if (!isMarkdown(document)) return;
    const key = document.uri.toString();
    clearTimeout(this.#waiting.get(key));
    const check = () => {
      this.#waiting.delete(key);
      void this.#check(document);
    };
    this.#waiting.set(key, setTimeout(check, patience));
  }

  async #check(document: vscode.TextDocument): Promise<void> {
    if (!isMarkdown(document)) return;
    const { version } = document;
    const blocks = blocksOf(document);
    const { model } = this.surroundings;
    const hasModel = !blocks.some(needsModel) || (await isThere(path.join(model, 'config.json')));
    if (document.isClosed || document.version !== version) return;
    const isTrusted = this.surroundings.isTrusted(document.uri);
    const problems = blocks.flatMap((placed) => [
      ...saidWrong(document, placed),
      ...(isTrusted ? [] : [atFence(document, placed, new UnderhoodError('road.untrusted'))]),
      ...(hasModel || !needsModel(placed)
        ? []
        : [atFence(document, placed, new UnderhoodError('road.noModel', { folder: model }))]),
    ]);
    this.#problems.set(document.uri, problems);
  }
}

function needsModel({ block }: PlacedBlock): boolean {
  return isExperiment(block) && block.experiment.needsModel?.(block.settings) === true;
}

function saidWrong(document: vscode.TextDocument, { fence, problems }: PlacedBlock): vscode.Diagnostic[] {
  return problems.map(({ start, end, text }) => {
    const at = (offset: number) => document.positionAt(fence.bodyStart + offset);
    const isEmpty = fence.body.trim() === '';
    const range = isEmpty ? document.lineAt(fence.firstLine).range : new vscode.Range(at(start), at(end));
    return problem(range, roadText(currentLanguage(), text), vscode.DiagnosticSeverity.Error);
  });
}

function atFence(document: vscode.TextDocument, { fence }: PlacedBlock, error: UnderhoodError): vscode.Diagnostic {
  const { range } = document.lineAt(fence.firstLine);
  return problem(range, sentence(currentLanguage(), error), vscode.DiagnosticSeverity.Warning);
}

function problem(range: vscode.Range, text: string, severity: vscode.DiagnosticSeverity): vscode.Diagnostic {
  const made = new vscode.Diagnostic(range, text, severity);
  made.source = 'Underhood';
  return made;
}

function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
