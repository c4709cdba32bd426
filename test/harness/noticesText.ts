import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import esbuild, { type BuildOptions } from 'esbuild';
import { root } from './paths.ts';

const { builds } = createRequire(path.join(root, 'package.json'))('./esbuild.js') as { builds: BuildOptions[] };

/** Packages that lie in a .vsix beside what is bundled, and the one whose digits are packed. */
const shippedWhole = ['onnxruntime-common', 'onnxruntime-node', 'onnxruntime-web', 'mnist'];

/** Who holds the rights in packages that come without the text of their licence; their sources say so. */
const holders: Readonly<Record<string, string>> = {
  '@tensorflow/tfjs-backend-cpu': 'Copyright 2020 Google LLC. All Rights Reserved.',
  '@tensorflow/tfjs-core': 'Copyright 2018 Google LLC. All Rights Reserved.',
  'onnxruntime-common': 'Copyright (c) Microsoft Corporation',
  'onnxruntime-node': 'Copyright (c) Microsoft Corporation',
  'onnxruntime-web': 'Copyright (c) Microsoft Corporation',
  seedrandom: 'Copyright 2019 David Bau',
  tr46: 'Copyright (c) Sebastian Mayr',
};

/** Packages with the whole text of a licence, for those without one. */
const wholeText: Readonly<Record<string, string>> = {
  'Apache-2.0': '@huggingface/tokenizers',
  MIT: 'onnx-proto',
};

const data = `The bundled models and the handwritten digits were made from these; nothing else of them is in the package.

- TinyStories, 1,000 stories, by Ronen Eldan and Yuanzhi Li (https://huggingface.co/datasets/roneneldan/TinyStories),
  CDLA-Sharing-1.0: underhood-small was trained on them.
- Tatoeba, sentences and pairs of sentences in English and Chinese, by the contributors of https://tatoeba.org,
  CC-BY 2.0 FR: underhood-small and the translators underhood-zh-en-* were trained on them.
- chinese-poetry, Tang poems (https://github.com/chinese-poetry/chinese-poetry), MIT: underhood-small was trained on them.
- MNIST, handwritten digits, by Yann LeCun, Corinna Cortes and Christopher J. C. Burges, as packed in mnist (below):
  six hundred of each are in dist/digits.bin.gz.

ONNX Runtime's native libraries hold further components, which https://github.com/microsoft/onnxruntime names in its
ThirdPartyNotices.txt.`;

/** The packages, as folders below the root, of which something is in what is built or that are shipped whole. */
async function shippedPackages(): Promise<string[]> {
  const folders = new Set(shippedWhole.map((name) => `node_modules/${name}`));
  for (const options of builds) {
    const { metafile } = await esbuild.build({
      ...options,
      absWorkingDir: root,
      logLevel: 'error',
      metafile: true,
      write: false,
    });
    for (const { inputs } of Object.values(metafile.outputs)) {
      for (const [input, { bytesInOutput }] of Object.entries(inputs)) {
        const folder = /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(input)?.[0];
        if (folder && bytesInOutput > 0) folders.add(folder);
      }
    }
  }
  return [...folders];
}

function fileOf(folder: string, name: RegExp): string | undefined {
  const found = fs.readdirSync(path.join(root, folder)).find((file) => name.test(file));
  return (
    found &&
    fs
      .readFileSync(path.join(root, folder, found), 'utf8')
      .replaceAll('\r\n', '\n')
      .trim()
  );
}

function underlined(title: string, line: string): string {
  return `${title}\n${line.repeat(title.length)}`;
}

/** What is to be said of one package. Throws where it says nothing of its licence that could be passed on. */
function noticeOf(folder: string): string {
  const { name, version, license } = JSON.parse(fs.readFileSync(path.join(root, folder, 'package.json'), 'utf8'));
  const own = fileOf(folder, /^(licen[cs]e|copying)/i);
  const others = fileOf(folder, /^(notice|third-?party-?notices)/i);
  let text = own;
  if (!text) {
    const like = wholeText[license];
    if (!holders[name] || !like) throw new Error(`${name} comes without the text of its licence (${license}).`);
    const whole = fileOf(`node_modules/${like}`, /^licen[cs]e/i)!;
    const terms = license === 'MIT' ? whole.slice(whole.indexOf('Permission is hereby granted')) : whole;
    text = `${holders[name]}\n\n${terms}`;
  }
  return [underlined(`${name} ${version} (${license})`, '-'), text, ...(others ? [others] : [])].join('\n\n');
}

/** THIRD_PARTY_NOTICES.txt: whose work is in a package, and under which terms. */
export async function thirdPartyNotices(): Promise<string> {
  const folders = await shippedPackages();
  const notices = folders.map(noticeOf).sort((a, b) => a.localeCompare(b, 'en'));
  return `${[underlined('Third-party notices', '='), data, ...notices].join('\n\n')}\n`;
}
