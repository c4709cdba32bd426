import type { TranslateEvents, TranslateRequests } from '../../src/protocol/translatePage.ts';
import { CurveTable } from '../parts/curveTable.ts';
import { LineChart } from '../parts/lineChart.ts';
import { ScaleLegend } from '../parts/scaleLegend.ts';
import { startPage } from '../parts/startPage.ts';
import { WeightMatrix } from '../parts/weightMatrix.ts';
import { connectHost } from '../shell/host.ts';
import { ForgettingView } from './forgetting/forgettingView.ts';
import { KindHeads } from './kinds/kindHeads.ts';
import { KindsView } from './kinds/kindsView.ts';
import { MemoryView } from './memory/memoryView.ts';
import { UnrolledNetwork } from './memory/unrolledNetwork.ts';
import { TranslatePage } from './page.ts';
import { ParallelView } from './parallel/parallelView.ts';
import { SchedulePicture } from './parallel/schedulePicture.ts';
import { SideView } from './side/sideView.ts';
import { SystemPanel } from './side/systemPanel.ts';
import { SourceStrip } from './sourceStrip.ts';
import { BeamList } from './steps/beamList.ts';
import { CandidateList } from './steps/candidateList.ts';
import { GrowingAttention } from './steps/growingAttention.ts';
import { StepBar } from './steps/stepBar.ts';
import { StepsView } from './steps/stepsView.ts';
import { TranslateStore } from './store.ts';
import { SystemsBar } from './systemsBar.ts';
import { TargetStrip } from './targetStrip.ts';
import { TranslateHeader } from './translateHeader.ts';

const elements = {
  'underhood-curve-table': CurveTable,
  'underhood-header': TranslateHeader,
  'underhood-line-chart': LineChart,
  'underhood-scale-legend': ScaleLegend,
  'underhood-translate': TranslatePage,
  'underhood-translate-beams': BeamList,
  'underhood-translate-candidates': CandidateList,
  'underhood-translate-growing': GrowingAttention,
  'underhood-translate-step-bar': StepBar,
  'underhood-translate-steps': StepsView,
  'underhood-translate-kind-heads': KindHeads,
  'underhood-translate-kinds': KindsView,
  'underhood-translate-memory': MemoryView,
  'underhood-translate-unrolled': UnrolledNetwork,
  'underhood-translate-forgetting': ForgettingView,
  'underhood-translate-parallel': ParallelView,
  'underhood-translate-schedule': SchedulePicture,
  'underhood-translate-side': SideView,
  'underhood-translate-source': SourceStrip,
  'underhood-translate-system': SystemPanel,
  'underhood-translate-systems': SystemsBar,
  'underhood-translate-target': TargetStrip,
  'underhood-weight-matrix': WeightMatrix,
};
startPage(elements, TranslatePage, new TranslateStore(connectHost<TranslateRequests, TranslateEvents>()));
