import * as vscode from 'vscode';
import { currentLanguage, say } from '../../panels/language.ts';
import type { RoadRuns } from '../../panels/roadRuns.ts';
import type { Outcome } from '../../road/experiment.ts';
import { message, roadText } from '../../road/message.ts';
import { blocksOf, isExperiment, type PlacedBlock } from './roadDocument.ts';

/** From one telling of progress to the next: lenses that flicker cannot be read. */
const refreshEvery = 500;
const marks = { true: '$(check)', roughly: '$(question)', false: '$(x)' } as const;

/** Above each block what can be done with it, and below it what came out when it ran last. */
export class RoadLenses implements vscode.CodeLensProvider {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.#changed.event;
  readonly #listener: vscode.Disposable;
  #waiting?: ReturnType<typeof setTimeout>;

  constructor(private readonly runs: RoadRuns) {
    let wasRunning = false;
    this.#listener = runs.onDidChange(() => {
      // What begins or ends is told at once.
      if (runs.isRunning !== wasRunning) this.refresh();
      else this.#waiting ??= setTimeout(() => this.refresh(), refreshEvery);
      wasRunning = runs.isRunning;
    });
  }

  /** To be called when there may be another language. */
  refresh(): void {
    clearTimeout(this.#waiting);
    this.#waiting = undefined;
    this.#changed.fire();
  }

  dispose(): void {
    clearTimeout(this.#waiting);
    this.#listener.dispose();
    this.#changed.dispose();
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    return blocksOf(document).flatMap((placed) => [...this.#above(document, placed), ...this.#below(document, placed)]);
  }

  #above(document: vscode.TextDocument, { fence, block }: PlacedBlock): vscode.CodeLens[] {
    if (!block) return [];
    const { uri } = document;
    const lens = (command: string, title: string, tooltip: string) =>
      new vscode.CodeLens(new vscode.Range(fence.firstLine, 0, fence.firstLine, 0), {
        ...{ command, title, tooltip },
        arguments: [uri, fence.index],
      });
    if (block.kind === 'page') {
      return [
        lens(
          'underhood.runBlock',
          `$(play) ${say('road.open')}`,
          roadText(currentLanguage(), message(`block.page.${block.page}`)),
        ),
      ];
    }
    const place = { document: uri.toString(), index: fence.index };
    const { current, isRunning } = this.runs;
    if (!isRunning || !current || !this.runs.isAt(place)) {
      return [lens('underhood.runBlock', `$(play) ${say('road.run')}`, say('road.runTooltip'))];
    }
    const done = `${Math.round(100 * current.done)} %`;
    const isPaused = current.phase === 'paused';
    return [
      lens(
        'underhood.showBlockResult',
        `$(sync~spin) ${say(isPaused ? 'road.paused' : 'road.running', { done })}`,
        say('road.showTooltip'),
      ),
      lens(
        'underhood.pauseBlock',
        isPaused ? `$(play) ${say('road.resume')}` : `$(debug-pause) ${say('road.pause')}`,
        say(isPaused ? 'road.resume' : 'road.pause'),
      ),
      lens('underhood.cancelBlock', `$(debug-stop) ${say('road.cancel')}`, say('road.cancel')),
    ];
  }

  /** The result stands before the line after the block; where there is none, above the block, after what can be done. */
  #below(document: vscode.TextDocument, { fence, block }: PlacedBlock): vscode.CodeLens[] {
    if (!isExperiment(block)) return [];
    const place = { document: document.uri.toString(), index: fence.index };
    const outcome =
      this.runs.isRunning && this.runs.isAt(place) ? undefined : this.runs.lastOf(block, place.document)?.outcome;
    if (!outcome) return [];
    const { title, tooltip } = inOneLine(outcome);
    const line = fence.isClosed && fence.lastLine + 1 < document.lineCount ? fence.lastLine + 1 : fence.firstLine;
    return [
      new vscode.CodeLens(new vscode.Range(line, 0, line, 0), {
        ...{ command: 'underhood.showBlockResult', title, tooltip },
        arguments: [document.uri, fence.index],
      }),
    ];
  }
}

/** The signs of the verdicts and the headline; whoever points at them is told the verdicts in words. */
function inOneLine({ headline, verdicts = [] }: Outcome): { readonly title: string; readonly tooltip: string } {
  const language = currentLanguage();
  // In a lens, "$(" would begin an icon.
  const line = roadText(language, headline)
    .replace(/\s*\n\s*/g, ' ')
    .replaceAll('$(', '$ (');
  const told = verdicts.map(({ verdict, claim }) => {
    return `${roadText(language, message(`verdict.${verdict}`))}: ${roadText(language, claim)}`;
  });
  return {
    title: [...verdicts.map(({ verdict }) => marks[verdict]), line].join(' '),
    tooltip: [...told, say('road.showTooltip')].join('\n'),
  };
}
