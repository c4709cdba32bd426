import * as vscode from 'vscode';
import type { ModelProcess } from '../modelProcess/client.ts';
import { onLanguage, say } from '../panels/language.ts';
import { setContext } from './contextKey.ts';
import { isReadable } from './editorSelection.ts';

/** Milliseconds after the last change of the selection. */
const rest = 300;
/** Longer selections are not counted, in characters. */
const longestCounted = 200_000;

const icons = {
  idle: '$(circle-outline)',
  loading: '$(loading~spin)',
  running: '$(loading~spin)',
  ready: '$(circle-filled)',
  stopped: '$(error)',
};

/** The model, what it is doing, and how many of its tokens the selection takes. */
export class StatusBar {
  readonly #item = vscode.window.createStatusBarItem('underhood.model', vscode.StatusBarAlignment.Right, 90);
  readonly #listeners: { dispose(): void }[];
  #timer?: NodeJS.Timeout;
  #tokens?: string;
  /** The count that is wanted: of the selection as it is now. */
  #counting?: object;
  #isBusy = false;

  constructor(private readonly process: ModelProcess) {
    this.#item.name = 'Underhood';
    this.#listeners = [
      process.onStatus(() => this.#changed()),
      vscode.window.onDidChangeTextEditorSelection(() => this.#selectionChanged()),
      vscode.window.onDidChangeActiveTextEditor(() => this.#selectionChanged()),
      onLanguage(() => this.#draw()),
    ];
    this.#draw();
    this.#item.show();
  }

  /** For tests: what it says. */
  get text(): string {
    return this.#item.text;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const listener of this.#listeners) listener.dispose();
    this.#item.dispose();
  }

  #changed(): void {
    this.#draw();
    const isBusy = ['loading', 'running'].includes(this.process.status.activity);
    if (isBusy !== this.#isBusy) void setContext('underhood.isBusy', isBusy);
    this.#isBusy = isBusy;
    if (this.process.status.activity === 'ready') this.#selectionChanged();
  }

  #selectionChanged(): void {
    clearTimeout(this.#timer);
    this.#counting = undefined;
    this.#timer = setTimeout(() => void this.#count(), rest);
  }

  /** Never starts the process only to count. */
  async #count(): Promise<void> {
    const counting = {};
    this.#counting = counting;
    const editor = vscode.window.activeTextEditor;
    const isCounted = editor && !editor.selection.isEmpty && isReadable(editor.document);
    const text = isCounted ? editor.document.getText(editor.selection) : '';
    const counted = text && text.length <= longestCounted ? await this.process.countTokens(text) : undefined;
    if (this.#counting !== counting) return;
    this.#tokens = counted && (counted.isExact ? '' : '≈ ') + counted.count.toLocaleString('en');
    this.#draw();
  }

  #draw(): void {
    const { activity, model, runtime } = this.process.status;
    const name = model?.name ?? 'Underhood';
    const label = this.#tokens && model ? say('status.tokens', { model: name, count: this.#tokens }) : name;
    this.#item.text = `${icons[activity]} ${label}`;
    this.#item.tooltip = say(`status.${activity}`, {
      model: name,
      layers: model?.layers ?? '',
      heads: model?.heads ?? '',
      precision: model?.precision ?? '',
      runtime: runtime?.name ?? '',
      threads: runtime?.threads ?? '',
    });
    this.#item.accessibilityInformation = { label: `${label}. ${this.#item.tooltip}`, role: 'button' };
    this.#item.command = activity === 'stopped' ? 'underhood.restartModelProcess' : 'underhood.chooseModel';
    this.#item.backgroundColor =
      activity === 'stopped' ? new vscode.ThemeColor('statusBarItem.errorBackground') : undefined;
  }
}
