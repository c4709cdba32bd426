import { StoreElement } from '../../parts/element.ts';
import type { PositionsStore } from '../store.ts';

export class OrderView extends StoreElement<PositionsStore> {}
