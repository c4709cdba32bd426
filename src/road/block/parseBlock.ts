import * as v from 'valibot';
import { type Document, isMap, isNode, isScalar, type Pair, parseDocument } from 'yaml';
import type { Experiment } from '../experiment.ts';
import { type ExperimentName, experimentOf, experiments } from '../experiments.ts';
import { type Settings, schemaOf, settingsSchema } from '../field.ts';
import { literal, type Message, message } from '../message.ts';
import { isRoadPage, pages, type RoadPage } from '../pages.ts';
import { Appetite } from './appetite.ts';
import { isBearable, longestBlock } from './bearable.ts';
import { expected } from './expected.ts';
import { similar } from './similar.ts';
import { yamlProblem } from './yamlProblem.ts';

/** What is wrong with a block, and where. */
export interface Problem extends Place {
  readonly text: Message;
}

export type Block =
  | {
      readonly kind: 'experiment';
      readonly name: ExperimentName;
      readonly experiment: Experiment;
      /** Every field, those that the block leaves out at their starts. */
      readonly settings: Settings;
      /** What somebody said, in words, and the run is to judge. */
      readonly claim?: string;
    }
  | {
      readonly kind: 'page';
      readonly page: RoadPage;
      /** Where the text stands that the page is to be about, in the body. */
      readonly text?: Place;
    };

/** Offsets in the body of a block. */
interface Place {
  readonly start: number;
  readonly end: number;
}

export interface ParsedBlock {
  /** Absent where something is wrong. */
  readonly block?: Block;
  readonly problems: readonly Problem[];
}

/** The fields that a block may have which opens a page. */
const pageFields = ['page', 'text'] as const;
const longestClaim = 500;
const longestPageText = 1000;

/**
 * Reads the body of a block, and says all that is wrong with it.
 * @param appetite of its document, where there are others
 */
export function parseBlock(body: string, appetite = new Appetite()): ParsedBlock {
  if (!appetite.takes(body) || !isBearable(body))
    return failed(whole(body), message('block.tooLarge', { most: longestBlock }));
  const { block, problems } = parseBearable(body);
  // What is missing at the end of a block stands behind it.
  const within = ({ start, end, text }: Problem) => {
    const last = Math.max(1, body.length);
    return { start: Math.min(start, last - 1), end: Math.min(end, last), text };
  };
  return { block, problems: problems.map(within) };
}

function parseBearable(body: string): ParsedBlock {
  const document = parseDocument(body, { prettyErrors: false, stringKeys: true });
  if (document.errors.length > 0) return { problems: document.errors.map((error) => yamlProblem(error, body)) };
  const { contents } = document;
  if (!isMap(contents)) return failed(whole(body), message('block.noExperiment'));
  const pairs = new Map(contents.items.map((pair) => [nameOf(pair), pair]));
  if (pairs.has('page')) return pageBlock(document, pairs);
  const named = pairs.get('experiment');
  if (!named) return failed(whole(body), message('block.noExperiment'));
  const name = settingOf(document, named);
  const experiment = typeof name === 'string' ? experimentOf(name) : undefined;
  if (!experiment) {
    return failed(valuePlace(named), notAmong('block.unknownExperiment', String(name), Object.keys(experiments)));
  }
  return experimentBlock(document, pairs, experiment);
}

function experimentBlock(document: Document, pairs: Pairs, experiment: Experiment): ParsedBlock {
  const problems: Problem[] = [];
  const settings: Record<string, unknown> = {};
  let claim: string | undefined;
  for (const [field, pair] of pairs) {
    const declared = Object.hasOwn(experiment.fields, field) ? experiment.fields[field] : undefined;
    const value = settingOf(document, pair);
    if (field === 'experiment') continue;
    if (field === 'claim') {
      if (typeof value === 'string' && value.length <= longestClaim) claim = value;
      else problems.push({ ...valuePlace(pair), text: message('block.text', { field, most: longestClaim }) });
    } else if (!declared) {
      const known = [...Object.keys(experiment.fields), 'claim'];
      problems.push({ ...keyPlace(pair), text: notAmong('block.unknownField', field, known) });
    } else if (v.is(schemaOf(declared), value)) settings[field] = value;
    else problems.push({ ...valuePlace(pair), text: expected(field, declared) });
  }
  if (problems.length > 0) return { problems };
  const complete = v.parse(settingsSchema(experiment.fields), settings) as Settings;
  const name = experiment.name as ExperimentName;
  return { block: { kind: 'experiment', name, experiment, settings: complete, claim }, problems };
}

function pageBlock(document: Document, pairs: Pairs): ParsedBlock {
  const problems: Problem[] = [];
  for (const [field, pair] of pairs) {
    if (pageFields.some((known) => known === field)) continue;
    problems.push({ ...keyPlace(pair), text: notAmong('block.unknownField', field, pageFields) });
  }
  const pair = pairs.get('page')!;
  const page = String(settingOf(document, pair));
  if (!isRoadPage(page)) {
    problems.push({ ...valuePlace(pair), text: notAmong('block.unknownPage', page, Object.keys(pages)) });
    return { problems };
  }
  const named = pairs.get('text');
  const text = named && textPlace(named);
  if (named && !text) {
    const parameters = { field: 'text', most: longestPageText };
    problems.push({ ...valuePlace(named), text: message('block.text', parameters) });
  }
  return problems.length > 0 ? { problems } : { block: { kind: 'page', page, ...(text && { text }) }, problems };
}

/** Where a text stands, without its quotation marks: what is there is what the page reads. Undefined where it is none. */
function textPlace({ value }: Pair): Place | undefined {
  if (!isScalar(value) || typeof value.value !== 'string' || !value.range) return undefined;
  const [start, end] = value.range;
  const quote = value.type === 'QUOTE_DOUBLE' || value.type === 'QUOTE_SINGLE' ? 1 : 0;
  const isWritten = quote === 1 || value.type === 'PLAIN';
  const place = { start: start + quote, end: end - quote };
  return isWritten && place.start < place.end && value.value.length <= longestPageText ? place : undefined;
}

type Pairs = ReadonlyMap<string, Pair>;

function nameOf({ key }: Pair): string {
  return isScalar(key) ? String(key.value) : String(key);
}

/** The value of a setting; undefined where it stands for another (`*name`), which a few lines do not need. */
function settingOf(document: Document, { value }: Pair): unknown {
  if (!isNode(value)) return value;
  try {
    return value.toJS(document, { maxAliasCount: 0 });
  } catch {
    return undefined;
  }
}

function placeOf(node: unknown): Place | undefined {
  const range = (node as { readonly range?: readonly number[] | null } | null)?.range;
  return range ? { start: range[0], end: Math.max(range[0] + 1, range[1]) } : undefined;
}

function keyPlace({ key }: Pair): Place {
  return placeOf(key) ?? { start: 0, end: 1 };
}

/** A value that is missing is at its key. */
function valuePlace(pair: Pair): Place {
  const place = placeOf(pair.value);
  const isMissing = isScalar(pair.value) && pair.value.value === null && !pair.value.source;
  return place && !isMissing ? place : keyPlace(pair);
}

function whole(body: string): Place {
  return { start: 0, end: body.length };
}

function failed(place: Place, text: Message): ParsedBlock {
  return { problems: [{ ...place, text }] };
}

type NotAmong = 'block.unknownExperiment' | 'block.unknownField' | 'block.unknownPage';

function notAmong(key: NotAmong, written: string, names: readonly string[]): Message {
  const near = similar(written, names);
  const hint = near ? message('block.meant', { near }) : message('block.known', { names: names.join(', ') });
  return message(key, { written: literal(written), hint });
}
