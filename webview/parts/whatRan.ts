import type { ModelSummary } from '../../src/protocol/run.ts';
import { formatCount, formatMilliseconds, formatShortCount } from '../shell/numbers.ts';
import type { Strings } from '../shell/strings.ts';
import type { LoadedText } from './pageStore.ts';

/**
 * Model, its size, precision, runtime, threads, tokens and time, each a few words.
 * @param shape what of the model matters to the page
 */
export function whatRan(
  run: LoadedText & { readonly model: ModelSummary },
  shape: string,
  milliseconds: number,
  strings: Strings,
): string[] {
  const { model, runtime, tokens, cut } = run;
  const count = formatCount(tokens.length);
  return [
    model.bundled ? strings('page.bundled') : model.name,
    shape,
    strings('page.ranParameters', { count: formatShortCount(model.parameters) }),
    model.precision,
    `${runtime.name} ${runtime.version}, ${runtime.device.toUpperCase()}`,
    strings(runtime.threads === 1 ? 'page.ranThread' : 'page.ranThreads', { count: runtime.threads }),
    cut
      ? strings(cut.totalIsExact ? 'page.ranTokensOf' : 'page.ranTokensOfAbout', {
          count,
          total: formatCount(cut.totalTokens),
        })
      : strings('page.ranTokens', { count }),
    formatMilliseconds(milliseconds),
  ];
}
