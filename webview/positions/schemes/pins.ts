import type { PositionsNavigation } from '../../../src/protocol/positionsPage.ts';
import { mostCurves } from '../../charts/palette.ts';
import type { PinnedPlace } from '../tableHeatmap.ts';

type Pins = Pick<PositionsNavigation, 'pinnedPositions' | 'pinnedDimension'>;

/**
 * What is pinned after a place was: a position in the place of all others, or beside them where it is added (and gone
 * where it was pinned already). More than can be told apart are not kept: the oldest goes.
 */
export function pinnedAfter({ pinnedPositions, pinnedDimension }: Pins, place: PinnedPlace, firstColumn: number): Pins {
  const { row, column, isAdded } = place;
  return {
    pinnedDimension: column === null ? pinnedDimension : column + firstColumn,
    pinnedPositions: row === null ? pinnedPositions : isAdded ? toggled(pinnedPositions, row) : [row],
  };
}

function toggled(positions: readonly number[], row: number): readonly number[] {
  const others = positions.filter((position) => position !== row);
  return others.length < positions.length ? others : [...others, row].slice(-mostCurves);
}
