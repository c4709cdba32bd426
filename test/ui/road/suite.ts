import { pageSuite, type Suite } from '../parts/suite.ts';
import { RoadPageObject } from './pageObject.ts';

/** Tests of an experiment's page: each has a fresh one, in which nothing may go wrong unnoticed. */
export function roadSuite(title: string, define: (suite: Suite<RoadPageObject>) => void): void {
  pageSuite(title, 'road', (page) => new RoadPageObject(page), define);
}
