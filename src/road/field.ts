import * as v from 'valibot';

// A setting of an experiment. One table of these gives a block's validation, completion and hover, and the page's controls.

interface Whole {
  readonly kind: 'whole';
  readonly start: number;
  readonly min: number;
  readonly max: number;
}
interface Real {
  readonly kind: 'real';
  readonly start: number;
  readonly min: number;
  readonly max: number;
  /** How a slider runs from one end to the other. */
  readonly scale: 'linear' | 'log';
}
interface Choice<Option extends string> {
  readonly kind: 'choice';
  readonly start: Option;
  readonly options: readonly Option[];
}
interface Flag {
  readonly kind: 'flag';
  readonly start: boolean;
}
interface Text {
  readonly kind: 'text';
  readonly start: string;
  readonly maxLength: number;
  /** It is read as globs over files of the user's. */
  readonly areGlobs?: true;
}
interface Numbers {
  readonly kind: 'numbers';
  readonly start: readonly number[];
  readonly min: number;
  readonly max: number;
  readonly fewest: number;
  readonly most: number;
}
interface Rows {
  readonly kind: 'rows';
  readonly start: readonly (readonly number[])[];
  readonly min: number;
  readonly max: number;
  /** Most rows, and most numbers of one. */
  readonly most: number;
}
interface Drawing {
  readonly kind: 'drawing';
  readonly start: string;
  /** Pixels of a side. */
  readonly side: number;
}
interface File {
  readonly kind: 'file';
  readonly start: string;
}

export type Field = Whole | Real | Choice<string> | Flag | Text | Numbers | Rows | Drawing | File;
export type Fields = Readonly<Record<string, Field>>;

type ValueOf<Setting extends Field> = Setting extends Choice<infer Option> ? Option : Widened<Setting['start']>;
type Widened<Value> = Value extends number
  ? number
  : Value extends string
    ? string
    : Value extends boolean
      ? boolean
      : Value;
/** What a run is given: every field has a value. */
export type SettingsOf<Table extends Fields> = { readonly [Name in keyof Table]: ValueOf<Table[Name]> };
/** The same, of whatever experiment. */
export type Settings = Readonly<Record<string, Field['start']>>;

export function whole(start: number, min: number, max: number): Whole {
  return { kind: 'whole', start, min, max };
}

export function real(start: number, min: number, max: number, scale: Real['scale'] = 'linear'): Real {
  return { kind: 'real', start, min, max, scale };
}

/** One of a few words. */
export function choice<const Option extends string>(
  options: readonly Option[],
  start: NoInfer<Option> = options[0],
): Choice<Option> {
  return { kind: 'choice', start, options };
}

export function flag(start: boolean): Flag {
  return { kind: 'flag', start };
}

/** A text that is typed. */
export function text(start: string, maxLength = 2000): Text {
  return { kind: 'text', start, maxLength };
}

/** Text files of the user's: globs relative to the document, `|` between them; '' where there are none. */
export function globs(maxLength = 1000): Text {
  return { ...text('', maxLength), areGlobs: true };
}

/** A list of numbers. */
export function numbers(
  start: readonly number[],
  { min, max, fewest = 1, most = 100 }: { min: number; max: number; fewest?: number; most?: number },
): Numbers {
  return { kind: 'numbers', start, min, max, fewest, most };
}

/** A small matrix, row by row; rows are equally long. */
export function rows(
  start: readonly (readonly number[])[],
  { min, max, most = 16 }: { min: number; max: number; most?: number },
): Rows {
  return { kind: 'rows', start, min, max, most };
}

/** A drawing: lines of signs, `.` for paper and 1 … 9 for more and more ink; '' where there is none. */
export function drawing(side: number): Drawing {
  return { kind: 'drawing', start: '', side };
}

/** A file of the user's, relative to the document; '' where there is none. */
export function file(): File {
  return { kind: 'file', start: '' };
}

/** Whether settings name files of the user's, relative to the document: what comes out then is of the folder that it lies in. */
export function namesFiles(fields: Fields, settings: Settings): boolean {
  return Object.entries(fields).some(([name, field]) => {
    const isPlace = field.kind === 'file' || (field.kind === 'text' && field.areGlobs);
    return isPlace && settings[name] !== '';
  });
}

/** The seed that everything random in an experiment comes from. */
export const seed = whole(1, 0, 1_000_000);

/** What a field's value must fit. */
export function schemaOf(field: Field): v.GenericSchema<unknown, Field['start']> {
  switch (field.kind) {
    case 'whole':
      return v.pipe(v.number(), v.integer(), v.minValue(field.min), v.maxValue(field.max));
    case 'real':
      return v.pipe(v.number(), v.minValue(field.min), v.maxValue(field.max));
    case 'choice':
      return v.picklist(field.options);
    case 'flag':
      return v.boolean();
    case 'text':
      return v.pipe(v.string(), v.maxLength(field.maxLength));
    case 'numbers':
      return v.pipe(v.array(within(field)), v.minLength(field.fewest), v.maxLength(field.most));
    case 'rows':
      return v.pipe(
        v.array(v.pipe(v.array(within(field)), v.minLength(1), v.maxLength(field.most))),
        v.minLength(1),
        v.maxLength(field.most),
        v.check((all) => all.every((row) => row.length === all[0].length)),
      );
    case 'drawing':
      return v.pipe(
        v.string(),
        v.check((signs) => signs === '' || isDrawing(signs, field.side)),
      );
    case 'file':
      return v.pipe(v.string(), v.maxLength(1000));
  }
}

function within({ min, max }: { readonly min: number; readonly max: number }) {
  return v.pipe(v.number(), v.minValue(min), v.maxValue(max));
}

function isDrawing(signs: string, side: number): boolean {
  const lines = signs.trimEnd().split('\n');
  return lines.length === side && lines.every((line) => line.length === side && /^[.1-9]*$/.test(line));
}

/** What all settings must fit; a field that is left out has its start. */
export function settingsSchema(fields: Fields) {
  return v.strictObject(
    Object.fromEntries(
      Object.entries(fields).map(([name, field]) => [name, v.optional(schemaOf(field), field.start as never)]),
    ),
  );
}

/** Every field at its start. */
export function startOf<Table extends Fields>(fields: Table): SettingsOf<Table> {
  return Object.fromEntries(Object.entries(fields).map(([name, { start }]) => [name, start])) as SettingsOf<Table>;
}
