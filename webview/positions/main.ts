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
import { SchemesView } from './schemes/schemesView.ts';
import { SimilarityView } from './similarity/similarityView.ts';
import { PositionsStore } from './store.ts';

const elements = {
  'underhood-header': PositionsHeader,
  'underhood-keys': KeyList,
  'underhood-notices': Notices,
  'underhood-positions': PositionsPage,
  'underhood-positions-covered': CoveredView,
  'underhood-positions-model': ModelView,
  'underhood-positions-order': OrderView,
  'underhood-positions-race': RaceView,
  'underhood-positions-schemes': SchemesView,
  'underhood-positions-similarity': SimilarityView,
};
for (const [name, element] of Object.entries(elements)) customElements.define(name, element);

const store = new PositionsStore(connectHost<PositionsRequests, PositionsEvents>());
const page = new PositionsPage();
page.store = store;
document.body.append(page);
void store.start();
