import * as vscode from 'vscode';
import { currentLanguage, say } from '../../panels/language.ts';
import type { BlockPlace, RoadRuns, Runnable } from '../../panels/roadRuns.ts';
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
    const title = this.#result(block, { document: document.uri.toString(), index: fence.index });
    if (title === undefined) return [];
    const line = fence.isClosed && fence.lastLine + 1 < document.lineCount ? fence.lastLine + 1 : fence.firstLine;
    return [
      new vscode.CodeLens(new vscode.Range(line, 0, line, 0), {
        ...{ command: 'underhood.showBlockResult', title, tooltip: say('road.showTooltip') },
        arguments: [document.uri, fence.index],
      }),
    ];
  }

  #result(block: Runnable, place: BlockPlace): string | undefined {
    if (this.runs.isRunning && this.runs.isAt(place)) return undefined;
    const outcome = this.runs.lastOf(block)?.outcome;
    if (!outcome) return undefined;
    const verdicts = (outcome.verdicts ?? []).map(
      ({ verdict }) => `${marks[verdict]} ${roadText(currentLanguage(), message(`verdict.${verdict}`))}`,
    );
    // A lens is one line: what would begin another one would be read as an icon of VS Code's.
    const headline = roadText(currentLanguage(), outcome.headline)
      .replace(/\s*\n\s*/g, ' ')
      .replaceAll('$(', '$ (');
    return [...verdicts, headline].join('  ');
  }
}
