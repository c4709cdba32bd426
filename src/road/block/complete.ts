import { experimentOf, experiments } from '../experiments.ts';
import type { Field } from '../field.ts';
import { fieldText, isRoadKey, type Message, message } from '../message.ts';
import { isRoadPage, pages } from '../pages.ts';

/** Something that may stand at a place of a block. */
interface Proposal {
  readonly label: string;
  /** What is written in place of the word at the cursor. */
  readonly insert: string;
  readonly kind: 'field' | 'value';
  readonly detail?: Message;
}

interface Proposals {
  /** The word that is replaced: offsets in the body. */
  readonly start: number;
  readonly end: number;
  readonly proposals: readonly Proposal[];
}

/** What may stand at a place of a block's body: names of settings at the beginning of a line, values after the colon. */
export function complete(body: string, offset: number): Proposals {
  const lineStart = body.lastIndexOf('\n', offset - 1) + 1;
  const before = body.slice(lineStart, offset);
  const word = /[\w-]*$/.exec(before)![0];
  const after = /^[\w-]*/.exec(body.slice(offset))![0];
  const place = { start: offset - word.length, end: offset + after.length };
  const [, field] = /^([\w-]+):\s+[\w-]*$/.exec(before) ?? [];
  if (field !== undefined) return { ...place, proposals: values(body, field) };
  return { ...place, proposals: before === word ? fields(body, word) : [] };
}

/** The experiment that a body names, however unfinished the rest of it is. */
export function namedExperiment(body: string) {
  const [, name] = /^experiment:[ \t]*["']?([\w-]+)/m.exec(body) ?? [];
  return name === undefined ? undefined : experimentOf(name);
}

function fields(body: string, word: string): Proposal[] {
  const written = new Set([...body.matchAll(/^([\w-]+):/gm)].map(([, name]) => name));
  const experiment = namedExperiment(body);
  const own = Object.keys(experiment?.fields ?? {}).map((name) => ({
    name,
    detail: fieldText(experiment!.name, name),
  }));
  const all = [
    ...(written.has('page') ? [] : [{ name: 'experiment', detail: message('block.field.experiment') }]),
    ...(written.size === 0 || word === 'page' ? [{ name: 'page', detail: message('block.field.page') }] : []),
    ...(written.has('page') ? [{ name: 'text', detail: message('block.field.text') }] : []),
    ...own,
    ...(experiment ? [{ name: 'claim', detail: message('block.field.claim') }] : []),
  ];
  return all
    .filter(({ name }) => !written.has(name))
    .map(({ name, detail }) => ({ label: name, insert: `${name}: `, kind: 'field', detail }));
}

function values(body: string, field: string): Proposal[] {
  const proposal = (value: string, detail?: Message): Proposal => ({
    label: value,
    insert: value,
    kind: 'value',
    detail,
  });
  if (field === 'experiment') {
    return Object.keys(experiments).map((name) => {
      const title = `${name}.title`;
      return proposal(name, isRoadKey(title) ? message(title) : undefined);
    });
  }
  if (field === 'page') {
    return Object.keys(pages).map((name) =>
      proposal(name, isRoadPage(name) ? message(`block.page.${name}`) : undefined),
    );
  }
  const experiment = namedExperiment(body);
  const declared = experiment && Object.hasOwn(experiment.fields, field) ? experiment.fields[field] : undefined;
  if (!experiment || !declared) return [];
  if (declared.kind === 'choice') {
    return declared.options.map((option) => proposal(option, fieldText(experiment.name, field, `.${option}`)));
  }
  if (declared.kind === 'flag') return [proposal('true'), proposal('false')];
  const start = writtenValue(declared);
  return start === undefined ? [] : [proposal(start, message('block.start'))];
}

/** A field's start as YAML has it in one line; undefined where there is nothing to write. */
export function writtenValue({ start }: Field): string | undefined {
  if (start === '') return undefined;
  return typeof start === 'string' ? JSON.stringify(start) : JSON.stringify(start).replaceAll(',', ', ');
}
