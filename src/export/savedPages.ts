import { savedAttentionPage } from './attentionSchemas.ts';
import type { SavedPage } from './savedPage.ts';

/** Pages that can be saved, by the names of their bundles. */
export const savedPageNames = ['attention'] as const;
export type SavedPageName = (typeof savedPageNames)[number];

export const savedPages: Readonly<Record<SavedPageName, SavedPage>> = {
  attention: savedAttentionPage,
};
