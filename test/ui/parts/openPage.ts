import fs from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { pageHtml } from '../../../src/panels/pageHtml.ts';
import { root } from '../../harness/paths.ts';

export const themes = ['dark', 'light', 'high-contrast', 'high-contrast-light'] as const;
export type ThemeName = (typeof themes)[number];

/** Themes in which rules of accessibility are asked for: the dark one; all four in the campaign `themes`. */
export const askedThemes: readonly ThemeName[] = process.env.UNDERHOOD_THEMES === 'all' ? themes : ['dark'];

/** Pages that have a fake host: test/ui/NAME/fakeHost.ts. */
export const pageNames = ['attention', 'nextToken', 'positions', 'road', 'training', 'translate'] as const;
export type PageName = (typeof pageNames)[number];

export interface PageOptions {
  readonly width?: number;
  readonly height?: number;
  readonly theme?: ThemeName;
  readonly scale?: number;
  readonly reducedMotion?: boolean;
  /** As on a machine with a graphics card; the browser of the tests has none. */
  readonly withWebgl?: boolean;
}

/** A page under test, and what went wrong in it so far. */
export interface OpenedPage {
  readonly page: Page;
  /** Errors, and violations of the content security policy. */
  readonly faults: string[];
}

/** Trusted as a webview is, so that the page may use the clipboard. */
const origin = 'http://underhood.localhost';
const bundles = path.join(root, 'dist/webview');

/** The bundled page in the panel's own policy, with a fake host, in one of VS Code's themes. */
export async function openPage(browser: Browser, name: PageName, options: PageOptions = {}): Promise<OpenedPage> {
  const { width = 1280, height = 800, theme = 'dark', scale = 1, reducedMotion = true } = options;
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: scale,
    reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
  });
  // What runs the tests names functions by a helper that a page does not have.
  await context.addInitScript('globalThis.__name = (value) => value');
  await context.addInitScript(countTimers);
  if (options.withWebgl) await context.addInitScript(hideDriver);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`${error.message}\n${error.stack}`));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  page.on('request', (request) => {
    const url = request.url();
    if (!/^(data|blob):/.test(url) && !url.startsWith(`${origin}/`)) faults.push(`It asks for ${url}`);
  });
  const fake = await fakeHost(name);
  await page.route(`${origin}/**`, (route) => {
    const file = new URL(route.request().url()).pathname.slice(1);
    if (file === '') return route.fulfill({ contentType: 'text/html', body: html(name, theme) });
    if (file === 'fakeHost.js') return route.fulfill({ contentType: 'text/javascript', body: fake });
    return route.fulfill({ path: path.join(bundles, file) });
  });
  await page.goto(`${origin}/`);
  await setTheme(page, theme);
  return { page, faults };
}

/** How many timers run by which a page waits before it does what a gesture asked for: none of them takes longer. */
const countTimers = `
  const { setTimeout, clearTimeout } = window;
  const running = new Set();
  window.setTimeout = (run, delay = 0, ...rest) => {
    const timer = setTimeout(() => {
      running.delete(timer);
      run(...rest);
    }, delay);
    if (delay <= 150) running.add(timer);
    return timer;
  };
  window.clearTimeout = (timer) => {
    running.delete(timer);
    clearTimeout(timer);
  };
  window.timersRunning = () => running.size;
`;

/** WebGL2 that does not tell that the processor plays the graphics card. */
const hideDriver = `
  const { getExtension, drawArraysInstanced } = WebGL2RenderingContext.prototype;
  WebGL2RenderingContext.prototype.getExtension = function (name) {
    return name === 'WEBGL_debug_renderer_info' ? null : getExtension.call(this, name);
  };
  WebGL2RenderingContext.prototype.drawArraysInstanced = function (...rest) {
    window.hasDrawnWithWebgl = true;
    drawArraysInstanced.apply(this, rest);
  };
`;

/** What VS Code does when the person chooses a theme. */
export async function setTheme(page: Page, theme: ThemeName): Promise<void> {
  await page.evaluate(({ bodyClass, variables }) => {
    document.body.className = bodyClass;
    for (const [name, value] of Object.entries(variables)) document.documentElement.style.setProperty(name, value);
  }, readTheme(theme));
}

/** What VS Code writes into a page with a theme. */
export function readTheme(theme: ThemeName): { bodyClass: string; variables: Record<string, string> } {
  return JSON.parse(fs.readFileSync(path.join(root, `test/fixtures/themes/${theme}.json`), 'utf8'));
}

/** The panel's own document, with the fake host before its script. */
function html(name: PageName, theme: ThemeName): string {
  const parts = { language: 'en', title: name, cspSource: origin, nonce: 'test' } as const;
  return pageHtml({ ...parts, script: `${name}.js`, style: `${name}.css` }).replace(
    '<body>',
    `<body class="${readTheme(theme).bodyClass}"><script nonce="test" src="fakeHost.js"></script>`,
  );
}

const bundledFakeHosts = new Map<PageName, Promise<string>>();

function fakeHost(name: PageName): Promise<string> {
  const bundled =
    bundledFakeHosts.get(name) ??
    build({
      entryPoints: [path.join(root, `test/ui/${name}/fakeHost.ts`)],
      bundle: true,
      write: false,
      platform: 'browser',
      format: 'iife',
      target: 'es2022',
      logLevel: 'warning',
    }).then(({ outputFiles }) => outputFiles[0].text);
  bundledFakeHosts.set(name, bundled);
  return bundled;
}
