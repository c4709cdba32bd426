import type { RoadPageEvents, RoadPageRequests } from '../../src/protocol/roadPage.ts';
import { startPage } from '../parts/startPage.ts';
import { connectHost } from '../shell/host.ts';
import { RoadControls } from './controls.ts';
import { DigitPad } from './digitPad.ts';
import { RoadPage } from './page.ts';
import { PictureElement } from './pictureElement.ts';
import { RoadHeader } from './roadHeader.ts';
import { SoundElement } from './soundElement.ts';
import { RoadStore } from './store.ts';
import { TextElement } from './textElement.ts';
import { Verdicts } from './verdicts.ts';
import { ViewElement } from './viewElement.ts';

const elements = {
  'underhood-digit-pad': DigitPad,
  'underhood-header': RoadHeader,
  'underhood-picture': PictureElement,
  'underhood-road': RoadPage,
  'underhood-road-controls': RoadControls,
  'underhood-sound': SoundElement,
  'underhood-text': TextElement,
  'underhood-verdicts': Verdicts,
  'underhood-view': ViewElement,
};
startPage(elements, RoadPage, new RoadStore(connectHost<RoadPageRequests, RoadPageEvents>()));
