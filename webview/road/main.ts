import '../shell/page.css';
import type { RoadPageEvents, RoadPageRequests } from '../../src/protocol/roadPage.ts';
import { KeyList } from '../parts/keyList.ts';
import { Notices } from '../parts/notices.ts';
import { connectHost } from '../shell/host.ts';
import { RoadControls } from './controls.ts';
import { DigitPad } from './digitPad.ts';
import { FormulaElement } from './formulaElement.ts';
import { RoadPage } from './page.ts';
import { PictureElement } from './pictureElement.ts';
import { RoadHeader } from './roadHeader.ts';
import { SoundElement } from './soundElement.ts';
import { RoadStore } from './store.ts';
import { Verdicts } from './verdicts.ts';
import { ViewElement } from './viewElement.ts';

const elements = {
  'underhood-digit-pad': DigitPad,
  'underhood-formula': FormulaElement,
  'underhood-header': RoadHeader,
  'underhood-keys': KeyList,
  'underhood-notices': Notices,
  'underhood-picture': PictureElement,
  'underhood-road': RoadPage,
  'underhood-road-controls': RoadControls,
  'underhood-sound': SoundElement,
  'underhood-verdicts': Verdicts,
  'underhood-view': ViewElement,
};
for (const [name, element] of Object.entries(elements)) customElements.define(name, element);

const store = new RoadStore(connectHost<RoadPageRequests, RoadPageEvents>());
const page = new RoadPage();
page.store = store;
document.body.append(page);
void store.start();
