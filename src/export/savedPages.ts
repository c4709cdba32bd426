import { savedAttentionPage } from './attentionSchemas.ts';
import { savedNextTokenPage } from './nextTokenSchemas.ts';
import type { SavedPage } from './savedPage.ts';

/** Pages that can be saved, by the names of their bundles. */
export const savedPageNames = ['attention', 'nextToken'] as const;
export type SavedPageName = (typeof savedPageNames)[number];

export const savedPages: Readonly<Record<SavedPageName, SavedPage>> = {
  attention: savedAttentionPage,
  nextToken: savedNextTokenPage,
};
