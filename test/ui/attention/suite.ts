import { pageSuite, type Suite } from '../parts/suite.ts';
import { AttentionPageObject } from './pageObject.ts';

/** Tests of the attention page: each has a fresh one, in which nothing may go wrong unnoticed. */
export function attentionSuite(title: string, define: (suite: Suite<AttentionPageObject>) => void): void {
  pageSuite(title, 'attention', (page) => new AttentionPageObject(page), define);
}
