import type { PositionsEvents, PositionsRequests } from '../../src/protocol/positionsPage.ts';
import { CurveTable } from '../parts/curveTable.ts';
import { LineChart } from '../parts/lineChart.ts';
import { ScaleLegend } from '../parts/scaleLegend.ts';
import { startPage } from '../parts/startPage.ts';
import { connectHost } from '../shell/host.ts';
import { CoveredControls } from './covered/coveredControls.ts';
import { CoveredView } from './covered/coveredView.ts';
import { DisplaceControls } from './model/displaceControls.ts';
import { DisplacePart } from './model/displacePart.ts';
import { FalloffHeads } from './model/falloffHeads.ts';
import { FalloffPart } from './model/falloffPart.ts';
import { HeadPair } from './model/headPair.ts';
import { ModelView } from './model/modelView.ts';
import { MovedHeads } from './model/movedHeads.ts';
import { NextTokens } from './model/nextTokens.ts';
import { PlanePicture } from './model/planePicture.ts';
import { TablePart } from './model/tablePart.ts';
import { ToldPositions } from './model/toldPositions.ts';
import { OrderView } from './order/orderView.ts';
import { SettingPanel } from './order/settingPanel.ts';
import { PositionsPage } from './page.ts';
import { PositionsHeader } from './positionsHeader.ts';
import { Contestants } from './race/contestants.ts';
import { RaceControls } from './race/raceControls.ts';
import { RaceVerdict } from './race/raceVerdict.ts';
import { RaceView } from './race/raceView.ts';
import { FormulaLine } from './schemes/formulaLine.ts';
import { SchemeControls } from './schemes/schemeControls.ts';
import { SchemeDetail } from './schemes/schemeDetail.ts';
import { SchemeStrip } from './schemes/schemeStrip.ts';
import { SchemesView } from './schemes/schemesView.ts';
import { SchemeValues } from './schemes/schemeValues.ts';
import { DistanceChart } from './similarity/distanceChart.ts';
import { PairRotation } from './similarity/pairRotation.ts';
import { SimilarityView } from './similarity/similarityView.ts';
import { PositionsStore } from './store.ts';
import { TableHeatmap } from './tableHeatmap.ts';

const elements = {
  'underhood-header': PositionsHeader,
  'underhood-positions': PositionsPage,
  'underhood-positions-contestants': Contestants,
  'underhood-positions-controls': SchemeControls,
  'underhood-positions-covered': CoveredView,
  'underhood-positions-covered-controls': CoveredControls,
  'underhood-curve-table': CurveTable,
  'underhood-positions-detail': SchemeDetail,
  'underhood-positions-displace': DisplacePart,
  'underhood-positions-displace-controls': DisplaceControls,
  'underhood-positions-distance': DistanceChart,
  'underhood-positions-falloff': FalloffPart,
  'underhood-positions-falloff-heads': FalloffHeads,
  'underhood-positions-formula': FormulaLine,
  'underhood-positions-head-pair': HeadPair,
  'underhood-positions-heatmap': TableHeatmap,
  'underhood-scale-legend': ScaleLegend,
  'underhood-line-chart': LineChart,
  'underhood-positions-model': ModelView,
  'underhood-positions-moved-heads': MovedHeads,
  'underhood-positions-next': NextTokens,
  'underhood-positions-order': OrderView,
  'underhood-positions-own-table': TablePart,
  'underhood-positions-plane': PlanePicture,
  'underhood-positions-race': RaceView,
  'underhood-positions-race-controls': RaceControls,
  'underhood-positions-rotation': PairRotation,
  'underhood-positions-schemes': SchemesView,
  'underhood-positions-setting': SettingPanel,
  'underhood-positions-similarity': SimilarityView,
  'underhood-positions-strip': SchemeStrip,
  'underhood-positions-told': ToldPositions,
  'underhood-positions-values': SchemeValues,
  'underhood-positions-verdict': RaceVerdict,
};
startPage(elements, PositionsPage, new PositionsStore(connectHost<PositionsRequests, PositionsEvents>()));
