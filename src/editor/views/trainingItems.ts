import type { Parameters } from '../../errors.ts';
import { type HostKey, type Language, translate } from '../../localisation.ts';
import type { RaceState } from '../../protocol/race.ts';
import type { TrainingPhase, TrainingStatus, TrainingSummary } from '../../protocol/training.ts';
import { durationText } from '../durations.ts';
import { literal } from '../markdown.ts';
import { formatCount, formatMeasured } from '../numbers.ts';
import type { ViewRow } from './viewRow.ts';

/** A run as it is shown. */
interface ShownRun {
  readonly summary: Pick<TrainingSummary, 'name' | 'recipe'>;
  readonly status: TrainingStatus;
}

/** How a run that trains is shown: how far it is, how good, and how long it will take. */
export function runRow(language: Language, { summary: { name, recipe }, status }: ShownRun): ViewRow {
  const say = sayIn(language);
  const { phase, step, steps, best, loss, secondsLeft } = status;
  const done = { step: formatCount(step), steps: formatCount(steps) };
  const left = secondsLeft === undefined ? undefined : durationText(language, 1000 * secondsLeft);
  const parts = [
    phaseText(language, phase),
    phase === 'preparing' ? undefined : say('trainings.step', done),
    // The loss of single steps jumps about: it stands only where nothing better is known.
    best ? say('models.loss', { loss: formatMeasured(best.loss) }) : undefined,
    phase === 'running' && left ? say('trainings.left', { time: left }) : undefined,
  ].filter((part) => part !== undefined);
  const speed = formatCount(Math.round(status.tokensPerSecond));
  const lines = [
    say('trainings.stepLong', done),
    loss === undefined ? undefined : say('trainings.lossLong', { loss: formatMeasured(loss) }),
    best && say('models.lossLong', { loss: formatMeasured(best.loss), step: formatCount(best.step) }),
    say('trainings.time', { elapsed: durationText(language, 1000 * status.elapsedSeconds), left: left ?? '–', speed }),
    literal(recipe),
  ].filter((line) => line !== undefined);
  return row(name, phase, parts, lines, 'run');
}

/** How far a race is: steps done and to do by all contestants together, and how many of these are through. */
export function raceProgress({ contestants, settings }: RaceState) {
  return {
    step: contestants.reduce((sum, { step }) => sum + step, 0),
    steps: contestants.length * settings.steps,
    through: contestants.filter(({ phase }) => phase === 'finished' || phase === 'failed').length,
  };
}

/** How a race that trains is shown. */
export function raceRow(language: Language, race: RaceState): ViewRow {
  const say = sayIn(language);
  const { phase, contestants, secondsLeft } = race;
  const { step, steps, through } = raceProgress(race);
  const name = say('training.status.race');
  const done = { step: formatCount(step), steps: formatCount(steps) };
  const left = secondsLeft === undefined ? undefined : durationText(language, 1000 * secondsLeft);
  const parts = [
    phaseText(language, phase),
    say('trainings.step', done),
    phase === 'running' && left ? say('trainings.left', { time: left }) : undefined,
  ].filter((part) => part !== undefined);
  const lines = [say('trainings.stepLong', done), say('trainings.contestants', { through, all: contestants.length })];
  return row(name, phase, parts, lines, 'race');
}

function row(
  label: string,
  phase: TrainingPhase,
  parts: readonly string[],
  lines: readonly string[],
  kind: 'run' | 'race',
): ViewRow {
  return {
    label,
    description: parts.join(' · '),
    tooltip: `**${literal(label)}**\n\n${lines.map((line) => `- ${line}`).join('\n')}`,
    icon: phase === 'paused' ? 'debug-pause' : phase === 'preparing' ? 'loading~spin' : 'pulse',
    context: `${kind} ${phase}`,
    spoken: [label, ...parts].join(', '),
  };
}

/** Only what is not the rule is named. */
function phaseText(language: Language, phase: TrainingPhase): string | undefined {
  if (phase !== 'preparing' && phase !== 'paused') return undefined;
  return translate(language, `trainings.${phase}`);
}

function sayIn(language: Language) {
  return (key: HostKey, parameters?: Parameters) => translate(language, key, parameters);
}
