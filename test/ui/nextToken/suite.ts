import { pageSuite, type Suite } from '../parts/suite.ts';
import { NextTokenPageObject } from './pageObject.ts';

/** Tests of the next-token page: each has a fresh one, in which nothing may go wrong unnoticed. */
export function nextTokenSuite(title: string, define: (suite: Suite<NextTokenPageObject>) => void): void {
  pageSuite(title, 'nextToken', (page) => new NextTokenPageObject(page), define);
}
