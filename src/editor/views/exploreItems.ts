import { type Language, translate } from '../../localisation.ts';
import type { ViewRow } from './viewRow.ts';

/** Where in the sample document one has to be. */
export type SamplePlace = 'sentence' | 'beginning' | 'top';

/** Something to do. */
interface ExploreItem {
  readonly command: string;
  /** That of the command in the manifest. */
  readonly icon: string;
  /** It is done to a text: where none is open, to the sample document, here. */
  readonly sample?: SamplePlace;
}

/** What can be done, from what a newcomer begins with on. */
export const exploreItems = {
  explain: { command: 'underhood.explainAttention', icon: 'eye', sample: 'sentence' },
  next: { command: 'underhood.showNextToken', icon: 'list-ordered', sample: 'beginning' },
  continue: { command: 'underhood.continueText', icon: 'edit', sample: 'beginning' },
  surprisal: { command: 'underhood.paintSurprisal', icon: 'flame', sample: 'top' },
  positions: { command: 'underhood.showPositions', icon: 'list-tree', sample: 'sentence' },
  translate: { command: 'underhood.translate', icon: 'comment-discussion' },
  train: { command: 'underhood.trainModel', icon: 'mortar-board' },
  road: { command: 'underhood.walkRoad', icon: 'milestone' },
} as const satisfies Readonly<Record<string, ExploreItem>>;

export type ExploreName = keyof typeof exploreItems;

export function isExploreName(name: unknown): name is ExploreName {
  return typeof name === 'string' && Object.hasOwn(exploreItems, name);
}

/** How something to do is shown. @param hasText whether there is a text in an editor that it can be done to */
export function exploreRow(language: Language, name: ExploreName, hasText: boolean): ViewRow {
  const { icon, ...item } = exploreItems[name];
  const label = translate(language, `explore.${name}`);
  const question = translate(language, `explore.${name}.question`);
  const onSample = 'sample' in item && !hasText ? translate(language, 'explore.onSample') : undefined;
  return {
    label,
    description: question,
    tooltip: [`**${label}**`, translate(language, `explore.${name}.tooltip`), onSample].filter(Boolean).join('\n\n'),
    icon,
    context: name,
    spoken: [label, question, onSample].filter(Boolean).join('. '),
  };
}
