import fs from 'node:fs';
import path from 'node:path';
import { thirdPartyNotices } from './noticesText.ts';
import { root } from './paths.ts';

// npm run notices: writes whose work is in the packages, and under which terms.

thirdPartyNotices().then(
  (text) => fs.writeFileSync(path.join(root, 'THIRD_PARTY_NOTICES.txt'), text),
  (error) => {
    console.error((error as Error).message);
    process.exitCode = 1;
  },
);
