import { Random } from '../../random.ts';
import { raceInDimensions } from '../descent/dimensions.ts';
import {
  adam,
  descend,
  type Path,
  rollDown,
  type SearchName,
  searchAtRandom,
  stepsUntil,
} from '../descent/searches.ts';
import { height, levelLine, type Surface, surfaces } from '../descent/surfaces.ts';
import type { JudgedClaim, Run } from '../experiment.ts';
import type { downhill } from '../experiments/downhill.ts';
import { type Message, message } from '../message.ts';
import { fixed } from '../numbers.ts';
import type { View } from '../view.ts';

/** Heights of the level lines above the lowest place. */
const levels = [0.1, 1, 4];
/** As near to the lowest height as is called there. */
const near = 0.01;
/** Parameters of the bowls that are raced down, and tries after which we give up. */
const dimensionCounts = [2, 4, 8, 16, 32];
const tryLimit = 3000;

interface Way {
  readonly name: SearchName;
  readonly path: Path;
  readonly arrived: number | null;
  /** Above the lowest place, at the end. */
  readonly left: number;
}

/** Goes down one surface in four ways, from one start. */
export const runDownhill: Run<typeof downhill> = async (settings) => {
  const { steps, rate, momentum, adamRate, reach, seed } = settings;
  const surface: Surface = surfaces[settings.surface];
  const paths: Readonly<Record<SearchName, Path>> = {
    random: searchAtRandom(surface, steps, reach, new Random(seed)),
    gradient: descend(surface, steps, rate),
    momentum: rollDown(surface, steps, rate, momentum),
    adam: adam(surface, steps, adamRate),
  };
  const ways = (Object.entries(paths) as [SearchName, Path][]).map(([name, path]) => ({
    name,
    path,
    arrived: stepsUntil(surface, path, near),
    left: height(surface, path.at(-1)!) - height(surface, surface.lowest),
  }));
  const arrived = ways.filter((way) => way.arrived !== null).sort((a, b) => a.arrived! - b.arrived!);
  return {
    headline:
      arrived.length > 0
        ? message('downhill.headline', {
            way: message(`downhill.way.${arrived[0].name}`),
            steps: arrived[0].arrived!,
            arrived: arrived.length,
          })
        : message('downhill.headlineNone', { steps }),
    verdicts: [...(arrived.length > 0 ? [judgeSlopes(ways)] : []), judgeEnds(ways)],
    views: [mapView(surface, ways), heightsView(surface, ways), endsView(ways), dimensionsView(rate, reach, seed)],
  };
};

/** Whether going by the slope is quicker than trying: of those three, all, some or none. */
function judgeSlopes([random, ...slopes]: readonly Way[]): JudgedClaim {
  const limit = random.arrived ?? Number.POSITIVE_INFINITY;
  const quicker = slopes.filter(({ arrived }) => arrived !== null && arrived < limit);
  return {
    claim: message('downhill.claim'),
    verdict: quicker.length === slopes.length ? 'true' : quicker.length > 0 ? 'roughly' : 'false',
    reason: message('downhill.reason', {
      random: counted(random.arrived),
      quicker: quicker.length,
      slopes: slopes.length,
    }),
  };
}

/** Whether whoever goes down ends at the lowest place. */
function judgeEnds(ways: readonly Way[]): JudgedClaim {
  const there = ways.filter(({ left }) => left <= near).length;
  return {
    claim: message('downhill.claimEnds'),
    verdict: there === ways.length ? 'true' : there > 0 ? 'roughly' : 'false',
    reason: message('downhill.reasonEnds', { there, ways: ways.length }),
  };
}

function counted(steps: number | null): Message {
  return steps === null ? message('downhill.never') : message('downhill.after', { steps });
}

/** Heights above the lowest place below which all are alike in the picture. */
const lowestShown = 1e-4;

/** What the map shows of the second parameter. */
const [mapLow, mapHigh] = [-1.4, 2.2];

function mapView(surface: Surface, ways: readonly Way[]): View {
  const ground = height(surface, surface.lowest);
  const inside = (y: number | null) => (y !== null && y >= mapLow && y <= mapHigh ? y : null);
  return {
    kind: 'plot',
    title: message('downhill.map'),
    x: { title: message('downhill.x'), from: surface.rangeX[0], to: surface.rangeX[1] },
    y: { title: message('downhill.y'), from: mapLow, to: mapHigh },
    lines: [
      ...ways.map(({ name, path }) => {
        const seen = path.slice(0, 400).filter(([x, y]) => Number.isFinite(x) && Number.isFinite(y));
        const isIn = ([x, y]: readonly [number, number]) =>
          x >= surface.rangeX[0] && x <= surface.rangeX[1] && inside(y) !== null;
        return {
          name: message(`downhill.way.${name}`),
          x: seen.map(([x]) => x),
          y: seen.map((place) => (isIn(place) ? place[1] : null)),
        };
      }),
      ...levels.map((level) => {
        const { x, above, below } = levelLine(surface, ground + level);
        return {
          name: message('downhill.level', { level: String(level) }),
          x: [...x, x.at(-1)!, ...[...x].reverse()],
          y: [...above, null, ...[...below].reverse()].map(inside),
          isDashed: true as const,
        };
      }),
    ],
    points: [
      { name: message('downhill.start'), x: [surface.start[0]], y: [surface.start[1]] },
      { name: message('downhill.lowest'), x: [surface.lowest[0]], y: [surface.lowest[1]] },
    ],
  };
}

function heightsView(surface: Surface, ways: readonly Way[]): View {
  const ground = height(surface, surface.lowest);
  return {
    kind: 'plot',
    title: message('downhill.heights'),
    x: { title: message('downhill.stepAxis'), from: 0 },
    y: { title: message('downhill.heightAxis'), scale: 'log', from: lowestShown, to: 100 },
    lines: ways.map(({ name, path }) => ({
      name: message(`downhill.way.${name}`),
      x: path.map((_, step) => step),
      y: path.map((place) => {
        const above = height(surface, place) - ground;
        return above >= lowestShown && above <= 100 ? above : null;
      }),
    })),
    marks: [{ axis: 'y', at: near, name: message('downhill.near') }],
  };
}

function endsView(ways: readonly Way[]): View {
  return {
    kind: 'table',
    title: message('downhill.ends'),
    columns: [
      message('downhill.way'),
      message('downhill.arrivedAxis', { near: fixed(near, 2) }),
      message('downhill.leftAxis'),
    ],
    rows: ways.map(({ name, arrived, left }) => [
      message(`downhill.way.${name}`),
      arrived ?? message('downhill.never'),
      Number.isFinite(left) && left < 1e6 ? left : message('downhill.lost'),
    ]),
  };
}

/** The same bowl with more and more parameters: random tries lose, the slope does not. */
function dimensionsView(rate: number, reach: number, seed: number): View {
  const told = (count: number | null) => count ?? message('downhill.notWithin', { count: tryLimit });
  return {
    kind: 'table',
    title: message('downhill.dimensions'),
    columns: [message('downhill.parameters'), message('downhill.way.random'), message('downhill.way.gradient')],
    rows: dimensionCounts.map((dimensions) => {
      const { random, gradient } = raceInDimensions(dimensions, rate, reach, tryLimit, new Random(seed));
      return [dimensions, told(random), told(gradient)];
    }),
  };
}
