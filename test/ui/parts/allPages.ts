import type {} from '../attention/fakeHost.ts';
import type {} from '../nextToken/fakeHost.ts';
import type {} from '../positions/fakeHost.ts';
import type {} from '../road/fakeHost.ts';
import type {} from '../training/fakeHost.ts';
import type {} from '../translate/fakeHost.ts';
import type { PageName } from './openPage.ts';
import type { PageObject } from './pageObject.ts';

const text = 'I went to Shenzhen and rode the roller coaster. I will never forget that day';

/** Has the fake host of any page show something, and waits until it is there. */
export async function showRun(object: PageObject<unknown, unknown>, name: PageName): Promise<void> {
  await object.page.evaluate(
    ([which, what]) => {
      const shows: Readonly<Record<PageName, () => unknown>> = {
        attention: () => window.fake.run(what),
        nextToken: () => window.fakeReader.run(what),
        positions: () => window.fakePositions.run(what),
        road: () => window.fakeRoad.cook({}),
        training: () => window.fakeTrainer.run(600, 'running'),
        translate: () => window.fakeTranslate.run('我爱你。'),
      };
      return shows[which]();
    },
    [name, text] as const,
  );
  await object.settled();
}
