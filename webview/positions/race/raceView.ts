import { StoreElement } from '../../parts/element.ts';
import type { PositionsStore } from '../store.ts';

export class RaceView extends StoreElement<PositionsStore> {}
