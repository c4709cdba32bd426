import type { FrameLocator, Locator, Page } from 'playwright-core';
import { runCommand, webviewFrame } from '../harness/workbench.ts';

/** The attention page inside a workbench, as a person meets it. */
export class AttentionPage {
  readonly frame: FrameLocator;

  constructor(readonly workbench: Page) {
    this.frame = webviewFrame(workbench);
  }

  /** Runs the command and waits until its run is drawn. */
  static async explain(workbench: Page): Promise<AttentionPage> {
    await runCommand(workbench, 'Underhood: Explain Attention');
    const attention = new AttentionPage(workbench);
    await attention.drawn();
    return attention;
  }

  get question(): Locator {
    return this.frame.locator('h1');
  }

  /** What ran, in a line under the question. */
  get ran(): Locator {
    return this.frame.locator('underhood-header .ran');
  }

  /** The names of the pinned heads. */
  get pins(): Locator {
    return this.frame.getByRole('tablist', { name: 'Pinned heads' });
  }

  get notices(): Locator {
    return this.frame.locator('underhood-notices section');
  }

  /** The text as the model reads it. */
  get text(): Locator {
    return this.frame.locator('underhood-tokens .strip');
  }

  get tokens(): Locator {
    return this.frame.locator('underhood-tokens [data-token]');
  }

  /** Waits for tokens and heads. */
  async drawn(): Promise<void> {
    await this.tokens.first().waitFor({ timeout: 90_000 });
    await this.frame.locator('underhood-heads canvas').first().waitFor({ timeout: 30_000 });
  }
}

/** Waits until a text matches, and gives it; the last text seen is in the error. */
export async function becomes(locator: Locator, pattern: RegExp, timeout = 30_000): Promise<string> {
  let text = '';
  for (const end = Date.now() + timeout; Date.now() < end; await locator.page().waitForTimeout(100)) {
    text = (await locator.textContent({ timeout: 5000 }).catch(() => null)) ?? '';
    if (pattern.test(text)) return text;
  }
  throw new Error(`“${text.trim()}” never came to match ${pattern}.`);
}
