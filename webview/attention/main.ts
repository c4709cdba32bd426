import type { AttentionEvents, AttentionRequests } from '../../src/protocol/attentionPage.ts';
import { startPage } from '../parts/startPage.ts';
import { connectHost } from '../shell/host.ts';
import { AlterationBar } from './alterationBar.ts';
import { ArithmeticView } from './arithmeticView.ts';
import { AttentionHeader } from './attentionHeader.ts';
import { HeadGrid } from './headGrid.ts';
import { HeadOrder } from './headOrder.ts';
import { HeadPane } from './headPane.ts';
import { LinesView } from './linesView.ts';
import { MatrixView } from './matrixView.ts';
import { AttentionPage } from './page.ts';
import { QuantityLegend } from './quantityLegend.ts';
import { Readout } from './readout.ts';
import { RowTable } from './rowTable.ts';
import { AttentionStore } from './store.ts';
import { AttentionTokenStrip } from './tokenStrip.ts';

const elements = {
  'underhood-alterations': AlterationBar,
  'underhood-arithmetic': ArithmeticView,
  'underhood-attention': AttentionPage,
  'underhood-head': HeadPane,
  'underhood-header': AttentionHeader,
  'underhood-heads': HeadGrid,
  'underhood-head-order': HeadOrder,
  'underhood-legend': QuantityLegend,
  'underhood-lines': LinesView,
  'underhood-matrix': MatrixView,
  'underhood-readout': Readout,
  'underhood-row-table': RowTable,
  'underhood-tokens': AttentionTokenStrip,
};
startPage(elements, AttentionPage, new AttentionStore(connectHost<AttentionRequests, AttentionEvents>()));
