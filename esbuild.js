// One build, several entries: what runs in the extension host, in the model process, on a page, in the tests.
//   node esbuild.js [--watch] [--production] [--tests]
const esbuild = require('esbuild');
const fs = require('node:fs');
const zlib = require('node:zlib');

const options = new Set(process.argv.slice(2));
const production = options.has('--production');

/** @type {import('esbuild').BuildOptions} */
const common = {
  bundle: true,
  logLevel: 'warning',
  minify: production,
  sourcemap: production ? false : 'linked',
  sourcesContent: false,
  legalComments: production ? 'eof' : 'none',
};

/** @type {import('esbuild').BuildOptions} */
const node = { ...common, platform: 'node', target: 'node20', format: 'cjs', outbase: '.' };

/** @type {import('esbuild').BuildOptions[]} */
const builds = [
  {
    ...node,
    entryPoints: { extension: 'src/extension.ts', host: 'src/host/host.ts' },
    outdir: 'dist',
    // The first loads the second when something of it is needed.
    external: ['vscode', './host.js'],
  },
  {
    ...node,
    entryPoints: {
      hubProcess: 'src/hubProcess/main.ts',
      modelProcess: 'src/modelProcess/main.ts',
      roadProcess: 'src/roadProcess/main.ts',
      trainingProcess: 'src/trainingProcess/main.ts',
    },
    outdir: 'dist',
    // Native or large, so they stay packages; the second and the third are loaded only where they are chosen.
    external: ['onnxruntime-node', 'onnxruntime-web', '@tensorflow/tfjs-node'],
  },
  {
    ...common,
    platform: 'browser',
    target: 'es2022',
    format: 'iife',
    entryPoints: {
      attention: 'webview/attention/main.ts',
      nextToken: 'webview/nextToken/main.ts',
      positions: 'webview/positions/main.ts',
      road: 'webview/road/main.ts',
      training: 'webview/training/main.ts',
      translate: 'webview/translate/main.ts',
    },
    outdir: 'dist/webview',
    loader: { '.ttf': 'file', '.woff2': 'file' },
    assetNames: '[name]',
  },
];

if (options.has('--tests')) {
  builds.push({
    ...node,
    entryPoints: ['test/host/**/*.ts'],
    outbase: 'test/host',
    outdir: 'dist/test/host',
    external: ['vscode', 'mocha'],
  });
}

/** The lines by which an editor's background task knows that a build began and ended. */
const announce = {
  name: 'announce',
  /** @param {import('esbuild').PluginBuild} build */
  setup(build) {
    build.onStart(() => console.log('[watch] build started'));
    build.onEnd(({ errors, warnings }) => {
      for (const { text, location } of [...errors, ...warnings]) {
        console.log(location ? `${location.file}:${location.line}:${location.column + 1}: error: ${text}` : text);
      }
      console.log('[watch] build finished');
    });
  },
};

/** The handwritten digits of the road, from a package that is not shipped itself. Packed once: they do not change. */
function packDigits() {
  const { packedDigits } = require('tsx/cjs/api').require('./src/road/digits/packDigits.node.ts', __filename);
  fs.mkdirSync('dist', { recursive: true });
  fs.writeFileSync('dist/digits.bin.gz', zlib.gzipSync(packedDigits(__filename), { level: 9 }));
}

async function main() {
  if (!fs.existsSync('dist/digits.bin.gz')) packDigits();
  if (options.has('--watch')) {
    const watched = await Promise.all(builds.map((build) => esbuild.context({ ...build, plugins: [announce] })));
    await Promise.all(watched.map((context) => context.watch()));
  } else {
    if (options.has('--tests')) fs.rmSync('dist/test', { recursive: true, force: true });
    await Promise.all(builds.map((build) => esbuild.build(build)));
  }
}

// Otherwise what is built is all that is asked for.
if (require.main === module) main().catch(() => process.exit(1)); // esbuild has printed why.
module.exports = { builds };
