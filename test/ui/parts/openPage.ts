import fs from 'node:fs';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { root } from '../../harness/paths.ts';
import { servePages } from './pageServer.ts';

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

let served: Promise<string> | undefined;

/** The bundled page in the panel's own policy, with a fake host, in one of VS Code's themes. */
export async function openPage(browser: Browser, name: PageName, options: PageOptions = {}): Promise<OpenedPage> {
  const { theme = 'dark' } = options;
  served ??= servePages();
  const origin = await served;
  const page = await (await contextFor(browser, options)).newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`${error.message}\n${error.stack}`));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  page.on('request', (request) => {
    const url = request.url();
    if (!/^(data|blob):/.test(url) && !url.startsWith(`${origin}/`)) faults.push(`It asks for ${url}`);
  });
  await page.goto(`${origin}/${name}/?${encodeURIComponent(readTheme(theme).bodyClass)}`);
  await setTheme(page, theme);
  return { page, faults };
}

const contexts = new WeakMap<Browser, Map<string, Promise<BrowserContext>>>();

/** Pages of the same size and kind share one, in which the browser has kept what it compiled for the one before. */
function contextFor(browser: Browser, options: PageOptions): Promise<BrowserContext> {
  const { width = 1280, height = 800, scale = 1, reducedMotion = true, withWebgl = false } = options;
  const kept = contexts.get(browser) ?? new Map<string, Promise<BrowserContext>>();
  contexts.set(browser, kept);
  const kind = JSON.stringify([width, height, scale, reducedMotion, withWebgl]);
  const make = async () => {
    const context = await browser.newContext({
      viewport: { width, height },
      deviceScaleFactor: scale,
      reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
    });
    context.once('close', () => kept.delete(kind));
    // What runs the tests names functions by a helper that a page does not have.
    await context.addInitScript('globalThis.__name = (value) => value');
    await context.addInitScript(countTimers);
    if (withWebgl) await context.addInitScript(hideDriver);
    return context;
  };
  const context = kept.get(kind) ?? make();
  kept.set(kind, context);
  return context;
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
