import * as vscode from 'vscode';
import { setContext } from '../editor/contextKey.ts';
import { registerRoadEditor } from '../editor/road/roadEditor.ts';
import { RoadTree } from '../editor/road/roadTree.ts';
import { blockFolder } from '../panels/blockFolder.ts';
import { Road } from '../panels/road.ts';
import { RoadRuns } from '../panels/roadRuns.ts';
import { ChapterShelf } from '../road/chapters.node.ts';
import { FinishedBlocks } from '../road/finished.node.ts';
import { RoadResults } from '../road/results.node.ts';
import type { Installation } from './installation.ts';
import type { Models } from './models.ts';
import type { Processes } from './processes.ts';

/** The road: its chapters, what runs of it, and its blocks in any Markdown. */
export function buildRoad(
  { version, fileOf, storedAt }: Installation,
  { choice }: Pick<Models, 'choice'>,
  { roadProcess }: Pick<Processes, 'roadProcess'>,
) {
  const chapters = new ChapterShelf(fileOf('media', 'road'), storedAt('road', 'chapters'));
  const results = new RoadResults(storedAt('road', 'results', version));
  const runs = new RoadRuns(
    roadProcess,
    results,
    () => choice.folder,
    (document) => blockFolder(document, chapters),
  );
  const road = new Road(runs, chapters, new FinishedBlocks(storedAt('road', 'finished')));
  const editor = registerRoadEditor(runs, {
    get model() {
      return choice.folder;
    },
    isTrusted: (uri) => road.isTrusted(uri),
  });
  const following = choice.onDidChange(() => runs.lookAgain());
  const roadEditor = vscode.Disposable.from(editor, following, whileRunning(runs));
  return { road, roadTree: new RoadTree(road), roadEditor };
}

/** Lets the commands over an experiment be chosen while there is one. */
function whileRunning(runs: RoadRuns): vscode.Disposable {
  let wasRunning = false;
  return runs.onDidChange(() => {
    if (runs.isRunning === wasRunning) return;
    wasRunning = runs.isRunning;
    void setContext('underhood.isRunningBlock', wasRunning);
  });
}
