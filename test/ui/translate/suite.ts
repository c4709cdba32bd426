import { pageSuite, type Suite } from '../parts/suite.ts';
import { TranslatePageObject } from './pageObject.ts';

/** Tests of the translate page: each has a fresh one, in which nothing may go wrong unnoticed. */
export function translateSuite(title: string, define: (suite: Suite<TranslatePageObject>) => void): void {
  pageSuite(title, 'translate', (page) => new TranslatePageObject(page), define);
}
