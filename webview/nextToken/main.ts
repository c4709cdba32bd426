import type { NextTokenEvents, NextTokenRequests } from '../../src/protocol/nextTokenPage.ts';
import { startPage } from '../parts/startPage.ts';
import { connectHost } from '../shell/host.ts';
import { AlternativeList } from './alternativeList.ts';
import { BranchList } from './branchList.ts';
import { ContinueView } from './continueView.ts';
import { CumulativeView } from './cumulativeView.ts';
import { DrawBar } from './drawBar.ts';
import { ExampleView } from './exampleView.ts';
import { KeptSentence } from './keptSentence.ts';
import { NextReadout } from './nextReadout.ts';
import { NextTokenHeader } from './nextTokenHeader.ts';
import { NextView } from './nextView.ts';
import { NextTokenPage } from './page.ts';
import { RankedList } from './rankedList.ts';
import { ReadingStrip } from './readingStrip.ts';
import { SamplingControls } from './samplingControls.ts';
import { ShadingBar } from './shadingBar.ts';
import { NextTokenStore } from './store.ts';
import { SurprisalLegend } from './surprisalLegend.ts';
import { WrittenStrip } from './writtenStrip.ts';

const elements = {
  'underhood-alternatives': AlternativeList,
  'underhood-branches': BranchList,
  'underhood-continue': ContinueView,
  'underhood-cumulative': CumulativeView,
  'underhood-draws': DrawBar,
  'underhood-example': ExampleView,
  'underhood-header': NextTokenHeader,
  'underhood-kept': KeptSentence,
  'underhood-next': NextView,
  'underhood-next-readout': NextReadout,
  'underhood-next-token': NextTokenPage,
  'underhood-ranked-list': RankedList,
  'underhood-reading-strip': ReadingStrip,
  'underhood-sampling': SamplingControls,
  'underhood-shading': ShadingBar,
  'underhood-surprisal-legend': SurprisalLegend,
  'underhood-written': WrittenStrip,
};
startPage(elements, NextTokenPage, new NextTokenStore(connectHost<NextTokenRequests, NextTokenEvents>()));
