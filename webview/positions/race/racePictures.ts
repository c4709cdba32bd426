import type { SchemeName } from '../../../src/positions/scheme.ts';
import type { Contestant, LossByPosition, RaceState } from '../../../src/protocol/race.ts';
import type { ChartLine, LineChartPicture } from '../../charts/lineChartDrawing.ts';
import { type CurveStyle, curveStyles } from '../../charts/palette.ts';
import { rangeOf } from '../../charts/points.ts';
import { formatCount } from '../../shell/numbers.ts';
import type { Strings } from '../../shell/strings.ts';
import type { Theme } from '../../shell/theme.ts';

/** A line for each scheme: the two that know nothing of order in grey, the others in the colours of charts. */
export function schemeStyles(theme: Theme): Readonly<Record<SchemeName, CurveStyle>> {
  const [pureSine, sinusoid, sinusoidConcatenated, learned, rotary, { colour }] = curveStyles(theme);
  return {
    none: { colour: theme.dim, dash: [] },
    index: { colour: theme.dim, dash: [2, 4] },
    ...{ pureSine, sinusoid, sinusoidConcatenated, learned, rotary },
    // Dots of the palest colour would hardly be seen alone.
    alibi: { colour, dash: [12, 3] },
  };
}

/** Contestants that have something to draw, and their lines. */
export interface RacePicture extends LineChartPicture {
  readonly contestants: readonly Contestant[];
}

/** Held-out loss over steps. */
export function overSteps({ contestants, settings }: RaceState, strings: Strings, theme: Theme): RacePicture {
  const drawn = contestants.filter(({ evaluations }) => evaluations.length > 0);
  const lines = drawn.map(({ scheme, evaluations }): ChartLine => {
    const [x, y] = [evaluations.map(({ step }) => step), evaluations.map(({ loss }) => loss)];
    return { name: strings(`positions.scheme.${scheme}`), style: schemeStyles(theme)[scheme], x, y };
  });
  return {
    contestants: drawn,
    lines,
    rangeX: [0, settings.steps],
    rangeY: rangeOf(lines.map(({ y }) => y)),
    x: strings('positions.race.axisSteps'),
    y: strings('positions.race.axisLoss'),
    formatX: (value) => formatCount(value),
    isNamed: true,
  };
}

type Measured = Contestant & { readonly byPosition: LossByPosition };

/** Loss by position, with the trained length marked. */
export function overPositions(state: RaceState, strings: Strings, theme: Theme): RacePicture {
  const { contestants, trainedLength, measuredLength } = state;
  const drawn = contestants.filter((contestant): contestant is Measured => contestant.byPosition !== undefined);
  const lines = drawn.map(({ scheme, byPosition: { from, to, loss } }): ChartLine => {
    const x = from.map((start, i) => (start + to[i] - 1) / 2);
    const style = schemeStyles(theme)[scheme];
    return { name: strings(`positions.scheme.${scheme}`), style, x, y: loss, steps: { from, to } };
  });
  return {
    contestants: drawn,
    lines,
    rangeX: [0, measuredLength],
    rangeY: rangeOf(lines.map(({ y }) => y)),
    x: strings('positions.race.axisPosition'),
    y: strings('positions.race.axisLoss'),
    formatX: (value) => formatCount(value),
    mark: { x: trainedLength, name: strings('positions.race.trainedLength', { length: trainedLength }) },
    isNamed: true,
  };
}
