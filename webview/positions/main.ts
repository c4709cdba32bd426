import '../shell/page.css';
import type { PositionsEvents, PositionsRequests } from '../../src/protocol/positionsPage.ts';
import { KeyList } from '../parts/keyList.ts';
import { Notices } from '../parts/notices.ts';
import { connectHost } from '../shell/host.ts';
import { CoveredView } from './covered/coveredView.ts';
import { ModelView } from './model/modelView.ts';
import { OrderView } from './order/orderView.ts';
import { PositionsPage } from './page.ts';
import { PositionsHeader } from './positionsHeader.ts';
import { RaceView } from './race/raceView.ts';
import { FormulaLine } from './schemes/formulaLine.ts';
import { SchemeControls } from './schemes/schemeControls.ts';
import { SchemeDetail } from './schemes/schemeDetail.ts';
import { SchemeStrip } from './schemes/schemeStrip.ts';
import { SchemesView } from './schemes/schemesView.ts';
import { SchemeValues } from './schemes/schemeValues.ts';
import { PairRotation } from './similarity/pairRotation.ts';
import { SimilarityView } from './similarity/similarityView.ts';
import { PositionsStore } from './store.ts';
import { TableHeatmap } from './tableHeatmap.ts';
import { TableLegend } from './tableLegend.ts';

const elements = {
  'underhood-header': PositionsHeader,
  'underhood-keys': KeyList,
  'underhood-notices': Notices,
  'underhood-positions': PositionsPage,
  'underhood-positions-controls': SchemeControls,
  'underhood-positions-covered': CoveredView,
  'underhood-positions-detail': SchemeDetail,
  'underhood-positions-formula': FormulaLine,
  'underhood-positions-heatmap': TableHeatmap,
  'underhood-positions-legend': TableLegend,
  'underhood-positions-model': ModelView,
  'underhood-positions-order': OrderView,
  'underhood-positions-race': RaceView,
  'underhood-positions-rotation': PairRotation,
  'underhood-positions-schemes': SchemesView,
  'underhood-positions-similarity': SimilarityView,
  'underhood-positions-strip': SchemeStrip,
  'underhood-positions-values': SchemeValues,
};
for (const [name, element] of Object.entries(elements)) customElements.define(name, element);

const store = new PositionsStore(connectHost<PositionsRequests, PositionsEvents>());
const page = new PositionsPage();
page.store = store;
document.body.append(page);
void store.start();
