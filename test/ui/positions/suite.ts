import { pageSuite, type Suite } from '../parts/suite.ts';
import { PositionsPageObject } from './pageObject.ts';

/** Tests of the positions page: each has a fresh one, in which nothing may go wrong unnoticed. */
export function positionsSuite(title: string, define: (suite: Suite<PositionsPageObject>) => void): void {
  pageSuite(title, 'positions', (page) => new PositionsPageObject(page), define);
}
