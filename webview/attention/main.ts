import './attention.css';
import type { AttentionEvents, AttentionRequests } from '../../src/protocol/attentionPage.ts';
import { connectHost } from '../shell/host.ts';
import { AlterationBar } from './alterationBar.ts';
import { ArithmeticView } from './arithmeticView.ts';
import { HeadGrid } from './headGrid.ts';
import { HeadOrder } from './headOrder.ts';
import { HeadPane } from './headPane.ts';
import { KeyList } from './keyList.ts';
import { ColourLegend } from './legend.ts';
import { LinesView } from './linesView.ts';
import { MatrixView } from './matrixView.ts';
import { Notices } from './notices.ts';
import { AttentionPage } from './page.ts';
import { PageHeader } from './pageHeader.ts';
import { Readout } from './readout.ts';
import { RowTable } from './rowTable.ts';
import { AttentionStore } from './store.ts';
import { TokenStrip } from './tokenStrip.ts';

const elements = {
  'underhood-alterations': AlterationBar,
  'underhood-arithmetic': ArithmeticView,
  'underhood-attention': AttentionPage,
  'underhood-head': HeadPane,
  'underhood-header': PageHeader,
  'underhood-heads': HeadGrid,
  'underhood-head-order': HeadOrder,
  'underhood-keys': KeyList,
  'underhood-legend': ColourLegend,
  'underhood-lines': LinesView,
  'underhood-matrix': MatrixView,
  'underhood-notices': Notices,
  'underhood-readout': Readout,
  'underhood-row-table': RowTable,
  'underhood-tokens': TokenStrip,
};
for (const [name, element] of Object.entries(elements)) customElements.define(name, element);

const store = new AttentionStore(connectHost<AttentionRequests, AttentionEvents>());
const page = new AttentionPage();
page.store = store;
document.body.append(page);
void store.start();
