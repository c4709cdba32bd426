import type { ErrorCode, Parameters } from '../errors.ts';
import type { SavedPageName } from '../export/savedPages.ts';
import type { HostKey, Language } from '../localisation.ts';
import { attentionRequests } from '../protocol/attentionValidation.ts';
import { nextTokenRequests } from '../protocol/nextTokenValidation.ts';
import type { Notice, PageState } from '../protocol/page.ts';
import { positionsRequests } from '../protocol/positionsValidation.ts';
import type { RoadRun } from '../protocol/roadPage.ts';
import { roadPageRequests } from '../protocol/roadValidation.ts';
import type { ModelSummary } from '../protocol/run.ts';
import type { TrainingSummary } from '../protocol/training.ts';
import { trainingPageRequests } from '../protocol/trainingValidation.ts';
import { translateRequests } from '../protocol/translateValidation.ts';
import type { BeamCount, TranslationRun } from '../protocol/translation.ts';
import { checked } from '../protocol/validation.ts';
import { experiments } from '../road/experiments.ts';
import { type Settings, settingsSchema } from '../road/field.ts';
import { message, roadText } from '../road/message.ts';
import { currentLanguage } from './language.ts';
import { failuresOf, translateNotices } from './translateNotices.ts';

/** What a saved view shows, to be done once more. */
export type Again =
  | { readonly page: 'attention' | 'nextToken' | 'positions'; readonly folder: string; readonly text: string }
  | {
      readonly page: 'translate';
      readonly folders: readonly string[];
      readonly text: string;
      readonly beams: BeamCount;
    }
  | ({ readonly page: 'road' } & Pick<RoadRun, 'name' | 'settings' | 'claim'>);

/** Where a view comes from, in a sentence, and whether it can be run again. */
interface Told {
  readonly key: HostKey;
  readonly parameters: Parameters;
  readonly canRun: boolean;
}

/** What saved views of one page have of their own. */
interface SavedKind<State> {
  readonly schemas: object;
  /** One model made it, which can be chosen. */
  readonly isOfOneModel: boolean;
  /** The request by which the page asks to run it again. */
  readonly again?: string;
  /** Why something cannot be seen or done, where no model would help. */
  readonly notHeld?: ErrorCode;
  /** What the page is told besides what is in the file. */
  live(state: State, language: Language): Readonly<Record<string, unknown>> & { readonly notices?: readonly Notice[] };
  /** @param here how many of the models that made it are here; undefined: not known yet */
  tell(state: State, here: number | undefined): Told;
  textOf(state: State): string | undefined;
  runAgain?(state: State, folders: readonly string[], request: unknown): Again | undefined;
}

interface TextState {
  readonly run?: { readonly text: string; readonly model: ModelSummary };
}

/** Of a page about a text that one model ran. */
function ofText(page: 'attention' | 'nextToken' | 'positions', schemas: object): SavedKind<TextState> {
  return {
    schemas,
    isOfOneModel: true,
    again: 'runAgain',
    live: () => resting,
    tell({ run }, here): Told {
      if (!run) return plain;
      return { key: whereabouts(here, 1), parameters: { model: run.model.name }, canRun: !!here };
    },
    textOf: ({ run }) => run?.text,
    runAgain: ({ run }, [folder]) => (run && folder !== undefined ? { page, folder, text: run.text } : undefined),
  };
}

/** Of a view that is of no run. */
const plain: Told = { key: 'savedView.plain', parameters: {}, canRun: false };

const resting = { activity: 'ready', outdated: false } as const satisfies Partial<PageState<never, never>>;

const translate: SavedKind<{ readonly run?: TranslationRun; readonly beams: BeamCount }> = {
  schemas: translateRequests,
  isOfOneModel: false,
  again: 'runAgain',
  live: ({ run }, language) => ({
    ...resting,
    failures: failuresOf(language, run),
    notices: run ? translateNotices(language, run) : [],
  }),
  tell({ run }, here) {
    if (!run) return plain;
    const systems = run.systems.filter(({ error }) => !error);
    const model = new Intl.ListFormat(currentLanguage()).format(systems.map(({ name }) => name));
    return {
      key: whereabouts(here, systems.length),
      parameters: { model, here: here ?? 0, all: systems.length },
      canRun: !!here,
    };
  },
  textOf: ({ run }) => run?.text,
  runAgain: ({ run }, folders) =>
    run && folders.length > 0 ? { page: 'translate', folders, text: run.text, beams: run.beams } : undefined,
};

const training: SavedKind<{ readonly summary: TrainingSummary }> = {
  schemas: trainingPageRequests,
  isOfOneModel: false,
  notHeld: 'savedView.onlyRun',
  live: () => ({}),
  tell: ({ summary: { name: model } }) => ({ key: 'savedView.run', parameters: { model }, canRun: false }),
  textOf: ({ summary: { prepared } }) => prepared?.probe.map(({ text }) => text).join('') || undefined,
};

const road: SavedKind<{ readonly run: RoadRun }> = {
  schemas: roadPageRequests,
  isOfOneModel: false,
  again: 'run',
  notHeld: 'savedView.onlyResult',
  live: () => ({ isChanged: false }),
  tell({ run: { name } }) {
    const title = roadText(currentLanguage(), message(`${name}.title`));
    return { key: 'savedView.result', parameters: { title }, canRun: true };
  },
  textOf: () => undefined,
  runAgain({ run: { name, claim } }, _, request) {
    const { settings } = request as { readonly settings: Settings };
    return {
      page: 'road',
      name,
      settings: checked(settingsSchema(experiments[name].fields), settings) as Settings,
      claim,
    };
  },
};

/** By page. The state of each was checked against its schema when the file was opened. */
export const savedKinds: Readonly<Record<SavedPageName, SavedKind<never>>> = {
  attention: ofText('attention', attentionRequests),
  nextToken: ofText('nextToken', nextTokenRequests),
  positions: ofText('positions', positionsRequests),
  translate,
  training,
  road,
};

/** Whether all, some or none of the models that made a view are here. */
function whereabouts(here: number | undefined, all: number): HostKey {
  if (here === undefined) return 'savedView.opened';
  if (here === 0) return 'savedView.notHere';
  return here < all ? 'savedView.someHere' : 'savedView.here';
}
