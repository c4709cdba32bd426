import assert from 'node:assert/strict';
import { collapseOf, largestGap, leastCollapse } from '../../src/positions/raceVerdict.ts';

describe('the verdict on pure sine', () => {
  const judged = (pureSine: number, sinusoid: number, learned: number) =>
    collapseOf((scheme) => {
      const rise = { pureSine, sinusoid, learned }[scheme as 'learned'];
      return rise === undefined ? undefined : { within: 2, beyond: 2 + rise };
    })?.verdict;

  it('agrees where pure sine rises clearly more than both', () => {
    assert.equal(judged(1, 0.2, 0.5), 'true');
    assert.equal(judged(0.2, -0.1, -0.3), 'true', 'also where the others get better');
  });

  it('half agrees where it rises, but not clearly more than both', () => {
    assert.equal(judged(1, 0.2, 2), 'roughly');
    assert.equal(judged(0.9, 1, 2), 'roughly', 'less than either, and a collapse all the same');
    assert.equal(judged(1, 0.95, 0.5), 'roughly', 'a tenth is not clear');
  });

  it('disagrees where it hardly rises, or falls', () => {
    assert.equal(judged(leastCollapse - 0.01, 0, 0), 'false');
    assert.equal(judged(-0.2, -0.3, -0.3), 'false');
  });

  it('tells by how much each rises, and nothing before all three are known', () => {
    const reaches = { pureSine: { within: 2, beyond: 3 }, sinusoid: { within: 1, beyond: 1.5 } };
    const of = (scheme: string) => reaches[scheme as 'sinusoid'];
    assert.equal(collapseOf(of), null);
    const found = collapseOf((scheme) => of(scheme) ?? { within: 2, beyond: 1.75 });
    assert.deepEqual(found, { verdict: 'true', pureSine: 1, sinusoid: 0.5, learned: -0.25 });
  });
});

describe('the gap between two curves', () => {
  it('is the largest at the steps that both have', () => {
    const one = [0, 10, 20].map((step) => ({ step, loss: 3 - step / 10 }));
    const other = [10, 20, 30].map((step) => ({ step, loss: 3 - step / 8 }));
    assert.equal(largestGap(one, other), 0.5);
    assert.equal(largestGap(one, one), 0);
    assert.equal(largestGap(one, [{ step: 5, loss: 1 }]), null);
  });
});
