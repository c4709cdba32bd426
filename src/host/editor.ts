import { Follow } from '../editor/follow.ts';
import { SampleDocument } from '../editor/sampleDocument.ts';
import { StatusBar } from '../editor/statusBar.ts';
import { SurprisalStatus } from '../editor/surprisal/status.ts';
import { Surprisal } from '../editor/surprisal/surprisal.ts';
import { TrainingStatus } from '../editor/trainingStatus.ts';
import { Views } from '../editor/views/views.ts';
import type { Installation } from './installation.ts';
import type { Models } from './models.ts';
import type { Processes } from './processes.ts';

/** What is shown in the editor and around it, outside pages: in the text, in the status bar and in the activity bar. */
export function buildEditor(
  { version, globalState, fileOf, storedAt }: Installation,
  { choice, shelf, trained }: Models,
  { process, jobs, races }: Processes,
) {
  const surprisal = new Surprisal(process, choice);
  return {
    follow: new Follow(process, globalState),
    surprisal,
    statusBar: new StatusBar(process),
    surprisalStatus: new SurprisalStatus(surprisal),
    trainingStatus: new TrainingStatus(jobs, races),
    views: new Views({ shelf, trained, jobs, races }),
    sample: new SampleDocument(fileOf('media', 'sample', 'welcome.md'), storedAt('sample', version)),
  };
}
