import { pageSuite, type Suite } from '../parts/suite.ts';
import { TrainingPageObject } from './pageObject.ts';

/** Tests of the training page: each has a fresh one, in which nothing may go wrong unnoticed. */
export function trainingSuite(title: string, define: (suite: Suite<TrainingPageObject>) => void): void {
  pageSuite(title, 'training', (page) => new TrainingPageObject(page), define);
}
