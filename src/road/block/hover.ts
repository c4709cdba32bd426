import type { Experiment } from '../experiment.ts';
import type { Field } from '../field.ts';
import { fieldText, isRoadKey, literal, type Message, message } from '../message.ts';
import { isRoadPage } from '../pages.ts';
import { namedExperiment, writtenValue } from './complete.ts';
import { expected } from './expected.ts';

/** What a word of a block means, in paragraphs. */
interface Meaning {
  readonly start: number;
  readonly end: number;
  readonly paragraphs: readonly Message[];
}

/** What the word at a place of a block's body means; undefined where it has no meaning of its own. */
export function meaningAt(body: string, offset: number): Meaning | undefined {
  const lineStart = body.lastIndexOf('\n', offset - 1) + 1;
  const lineEnd = body.indexOf('\n', offset);
  const line = body.slice(lineStart, lineEnd < 0 ? undefined : lineEnd);
  const [, field, gap, value] = /^([\w-]+)(:[ \t]*)([\w-]*)/.exec(line) ?? [];
  if (field === undefined) return undefined;
  const valueStart = lineStart + field.length + gap.length;
  const isOnField = offset <= lineStart + field.length;
  const experiment = namedExperiment(body);
  const found = isOnField ? meaningOfField(field, experiment) : meaningOfValue(field, value, experiment);
  const paragraphs = found.filter((text) => text !== undefined);
  if (paragraphs.length === 0) return undefined;
  const [start, end] = isOnField ? [lineStart, lineStart + field.length] : [valueStart, valueStart + value.length];
  return { start, end, paragraphs };
}

function meaningOfField(field: string, experiment: Experiment | undefined): (Message | undefined)[] {
  const declared = experiment && Object.hasOwn(experiment.fields, field) ? experiment.fields[field] : undefined;
  if (declared && experiment) {
    const { name } = experiment;
    return [fieldText(name, field), fieldText(name, field, '.help'), expected(field, declared), startText(declared)];
  }
  const key = `block.field.${field}`;
  return [isRoadKey(key) ? message(key) : undefined];
}

function startText(field: Field): Message | undefined {
  const start = writtenValue(field);
  return start === undefined ? undefined : message('block.startIs', { start: literal(start) });
}

function meaningOfValue(field: string, value: string, experiment: Experiment | undefined): (Message | undefined)[] {
  if (field === 'page') return [isRoadPage(value) ? message(`block.page.${value}`) : undefined];
  if (!experiment) return [];
  if (field === 'experiment') {
    const title = `${experiment.name}.title`;
    const names = Object.keys(experiment.fields).join(', ');
    return [isRoadKey(title) ? message(title) : undefined, message('block.fields', { names })];
  }
  const isChoice = Object.hasOwn(experiment.fields, field) && experiment.fields[field].kind === 'choice';
  return isChoice ? [fieldText(experiment.name, field, `.${value}`)] : [];
}
