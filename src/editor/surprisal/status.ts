import * as vscode from 'vscode';
import { sentence } from '../../localisation.ts';
import { currentLanguage, onLanguage, say } from '../../panels/language.ts';
import { coloursOf } from '../palette.ts';
import { seenEditors } from '../textEditor.ts';
import { type LegendLook, legendMarkdown, statisticsText } from './legend.ts';
import type { Painting } from './painting.ts';
import { stepStarts } from './scale.ts';
import type { Surprisal } from './surprisal.ts';

/** Milliseconds in which a reading begins and ends without being mentioned. */
const unmentioned = 200;

/** What is painted, in two numbers; over it the legend, and behind it what can be done. */
export class SurprisalStatus {
  readonly #item = vscode.window.createStatusBarItem('underhood.surprisal', vscode.StatusBarAlignment.Right, 89);
  readonly #listeners: vscode.Disposable[];
  #busySince?: number;
  #timer?: NodeJS.Timeout;

  constructor(private readonly surprisal: Surprisal) {
    const draw = () => this.#draw();
    this.#listeners = [
      surprisal.onChange(draw),
      vscode.window.onDidChangeActiveTextEditor(draw),
      vscode.window.onDidChangeActiveColorTheme(draw),
      onLanguage(draw),
    ];
  }

  /** For tests: what it says, and what the legend says; nothing where it is hidden. */
  get text(): string | undefined {
    return this.#shown && this.#item.text;
  }

  get legend(): string | undefined {
    const { tooltip } = this.#item;
    return tooltip instanceof vscode.MarkdownString ? tooltip.value : tooltip;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const listener of this.#listeners) listener.dispose();
    this.#item.dispose();
  }

  /** The painting that it is about: of the editor that is used, else of one that is seen, else what is being read. */
  get #shown(): Painting | undefined {
    const seen = seenEditors().map(({ document }) => this.surprisal.of(document));
    return seen.find((painting) => painting) ?? this.surprisal.paintings.find(({ isReading }) => isReading);
  }

  #draw(): void {
    const painting = this.#shown;
    clearTimeout(this.#timer);
    this.#item.name = `Underhood: ${say('surprisal.label')}`;
    if (painting) {
      this.#describe(painting);
      this.#item.show();
    } else {
      this.#busySince = undefined;
      this.#item.hide();
    }
  }

  #describe(painting: Painting): void {
    this.#busySince = painting.isReading ? (this.#busySince ?? Date.now()) : undefined;
    const elapsed = this.#busySince === undefined ? 0 : Date.now() - this.#busySince;
    if (painting.isReading && elapsed < unmentioned && painting.legend) {
      // The numbers stay until it takes long enough to be told.
      this.#timer = setTimeout(() => this.#draw(), unmentioned - elapsed);
      return;
    }
    const language = currentLanguage();
    const { legend, error } = painting;
    if (painting.isReading || painting.isWaiting) {
      this.#say('$(loading~spin)', progressText(painting), say('surprisal.cancelTip'), 'underhood.cancelRun');
    } else if (error) {
      const tooltip = sentence(language, error);
      this.#say('$(warning)', say('surprisal.failed'), tooltip, 'underhood.showSurprisalLegend');
    } else if (legend) {
      const tooltip = new vscode.MarkdownString(legendMarkdown(legend, language, legendLook()));
      tooltip.supportHtml = true;
      this.#say('$(flame)', statisticsText(legend, language), tooltip, 'underhood.showSurprisalLegend');
    }
  }

  #say(icon: string, text: string, tooltip: string | vscode.MarkdownString, command: string): void {
    this.#item.text = `${icon} ${text}`;
    this.#item.tooltip = tooltip;
    this.#item.command = command;
    const label = `${say('surprisal.label')}: ${text}`;
    this.#item.accessibilityInformation = { label, role: 'button' };
  }
}

function progressText({ progress }: Painting): string {
  if (progress === undefined) return say('surprisal.readingBegins');
  return say('surprisal.reading', { percent: Math.floor(progress * 100) });
}

function legendLook(): LegendLook {
  const { HighContrast, HighContrastLight, Light } = vscode.ColorThemeKind;
  const { kind } = vscode.window.activeColorTheme;
  const ground = kind === Light || kind === HighContrastLight ? 'light' : 'dark';
  const colours = coloursOf('underhood.surprisal', stepStarts.length, ground);
  return { isHighContrast: kind === HighContrast || kind === HighContrastLight, colours };
}
