import { savedAttentionPage } from './attentionSchemas.ts';
import { savedNextTokenPage } from './nextTokenSchemas.ts';
import { savedPositionsPage } from './positionsSchemas.ts';
import { savedRoadPage } from './roadSchemas.ts';
import type { SavedPage } from './savedPage.ts';
import { savedTrainingPage } from './trainingSchemas.ts';
import { savedTranslatePage } from './translateSchemas.ts';

/** Pages that can be saved, by the names of their bundles. */
export const savedPageNames = ['attention', 'nextToken', 'positions', 'translate', 'training', 'road'] as const;
export type SavedPageName = (typeof savedPageNames)[number];

export const savedPages: Readonly<Record<SavedPageName, SavedPage>> = {
  attention: savedAttentionPage,
  nextToken: savedNextTokenPage,
  positions: savedPositionsPage,
  translate: savedTranslatePage,
  training: savedTrainingPage,
  road: savedRoadPage,
};
