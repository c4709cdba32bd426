import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { thirdPartyNotices } from './noticesText.ts';
import { root } from './paths.ts';

const committed = fs.readFileSync(path.join(root, 'THIRD_PARTY_NOTICES.txt'), 'utf8');

describe('the third-party notices', function () {
  this.timeout(120_000);
  this.slow(20_000);

  it('name what is built in and shipped today', async () => {
    assert.equal(committed, await thirdPartyNotices(), 'THIRD_PARTY_NOTICES.txt is out of date: npm run notices');
  });

  it('name every licence that the card of a bundled model names', () => {
    const models = path.join(root, 'media/models');
    for (const model of fs.readdirSync(models)) {
      const card = fs.readFileSync(path.join(models, model, 'README.md'), 'utf8');
      const licences = card.match(/CC-BY(-\w+)* [\d.]+( FR)?|CDLA-[\w-]+[\d.]+/g) ?? [];
      assert.ok(licences.length > 0, `${model} names none`);
      for (const licence of licences) assert.ok(committed.includes(licence), `${licence}, of ${model}`);
    }
  });
});
