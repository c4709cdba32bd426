import type { TrainingPageEvents, TrainingPageRequests } from '../../src/protocol/trainingPage.ts';
import { startPage } from '../parts/startPage.ts';
import { WeightMatrix } from '../parts/weightMatrix.ts';
import { connectHost } from '../shell/host.ts';
import { BlocksView } from './blocksView.ts';
import { EvaluationTable } from './evaluationTable.ts';
import { GradientsView } from './gradientsView.ts';
import { LifeView } from './lifeView.ts';
import { LossChart } from './lossChart.ts';
import { MomentActions } from './momentActions.ts';
import { MomentCross } from './momentCross.ts';
import { MomentHead } from './momentHead.ts';
import { MomentHeads } from './momentHeads.ts';
import { TrainingPage } from './page.ts';
import { RateControl } from './rateControl.ts';
import { SampleView } from './sampleView.ts';
import { Scrubber } from './scrubber.ts';
import { StatisticsChart } from './statisticsChart.ts';
import { TrainingStore } from './store.ts';
import { TrainingHeader } from './trainingHeader.ts';
import { TrainingReadout } from './trainingReadout.ts';
import { WeightLegend } from './weightLegend.ts';

const elements = {
  'underhood-actions': MomentActions,
  'underhood-blocks': BlocksView,
  'underhood-evaluations': EvaluationTable,
  'underhood-gradients': GradientsView,
  'underhood-header': TrainingHeader,
  'underhood-life': LifeView,
  'underhood-loss': LossChart,
  'underhood-moment-cross': MomentCross,
  'underhood-moment-head': MomentHead,
  'underhood-moment-heads': MomentHeads,
  'underhood-rate': RateControl,
  'underhood-sample': SampleView,
  'underhood-scrubber': Scrubber,
  'underhood-statistics': StatisticsChart,
  'underhood-training': TrainingPage,
  'underhood-training-readout': TrainingReadout,
  'underhood-weight-legend': WeightLegend,
  'underhood-weight-matrix': WeightMatrix,
};
startPage(elements, TrainingPage, new TrainingStore(connectHost<TrainingPageRequests, TrainingPageEvents>()));
