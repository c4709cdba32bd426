import type * as vscode from 'vscode';
import type { Follow } from '../editor/follow.ts';
import type { SampleDocument } from '../editor/sampleDocument.ts';
import type { Surprisal } from '../editor/surprisal/surprisal.ts';
import type { Views } from '../editor/views/views.ts';
import type { HubProcess } from '../hubProcess/hubProcess.ts';
import type { ModelProcess } from '../modelProcess/client.ts';
import type { ModelChoice } from '../modelProcess/modelChoice.ts';
import type { AttentionPage } from '../panels/attentionPage.ts';
import type { BesidePage } from '../panels/besidePage.ts';
import type { NextTokenPage } from '../panels/nextTokenPage.ts';
import type { OnePage } from '../panels/onePage.ts';
import type { PositionsPage } from '../panels/positionsPage.ts';
import type { Races } from '../panels/races.ts';
import type { Road } from '../panels/road.ts';
import type { RoadPage, SavedRoad } from '../panels/roadPage.ts';
import type { TakingHost } from '../panels/taking.ts';
import type { Saved } from '../panels/textPage.ts';
import type { SavedTraining, TrainingPage } from '../panels/trainingPage.ts';
import type { TranslatePage } from '../panels/translatePage.ts';
import type { AttentionNavigation } from '../protocol/attentionPage.ts';
import type { NextTokenNavigation } from '../protocol/nextTokenPage.ts';
import type { PositionsNavigation } from '../protocol/positionsPage.ts';
import type { TranslateNavigation } from '../protocol/translatePage.ts';
import type { ModelShelf } from '../shelf/modelShelf.ts';
import type { TrainingJobs } from '../trainingProcess/trainingJobs.ts';
import type { StepTimes } from './train/stepTimes.ts';
import type { TrainingStarter } from './train/training.ts';

/** The pages, and what opens them. */
export interface PageParts {
  readonly attention: OnePage<AttentionPage, Saved<AttentionNavigation>>;
  /** A second model, beside the first. */
  readonly beside: BesidePage;
  readonly nextToken: OnePage<NextTokenPage, Saved<NextTokenNavigation>>;
  readonly positions: OnePage<PositionsPage, Saved<PositionsNavigation>>;
  readonly translation: OnePage<TranslatePage, Saved<TranslateNavigation>>;
  readonly trainingPage: OnePage<TrainingPage, SavedTraining>;
  readonly roadPage: OnePage<RoadPage, SavedRoad>;
  readonly training: TrainingStarter;
}

/** The parts of the extension, as commands use them. */
export interface Parts extends PageParts {
  readonly process: ModelProcess;
  readonly choice: ModelChoice;
  /** The models that are known of. */
  readonly shelf: ModelShelf;
  readonly follow: Follow;
  readonly surprisal: Surprisal;
  readonly jobs: TrainingJobs;
  readonly races: Races;
  readonly stepTimes: StepTimes;
  readonly road: Road;
  readonly views: Views;
  readonly sample: SampleDocument;
  /** What talks with the hub, when the person asks for it. */
  readonly hub: HubProcess;
  readonly log: vscode.LogOutputChannel;
  /** Where what is taken away goes. */
  readonly taking: TakingHost;
}
