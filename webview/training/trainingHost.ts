import type { TrainingPageEvents, TrainingPageRequests } from '../../src/protocol/trainingPage.ts';
import type { Host } from '../shell/host.ts';

/** The extension host, as the training page sees it. */
export type TrainingHost = Host<TrainingPageRequests, TrainingPageEvents>;
