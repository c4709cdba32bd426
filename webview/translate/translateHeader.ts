import { nothing } from 'lit';
import { PageHeader } from '../parts/pageHeader.ts';
import { shown } from '../parts/pieces.ts';
import { withTokens } from '../parts/sentence.ts';
import { formatMilliseconds } from '../shell/numbers.ts';
import type { TranslateStore } from './store.ts';

/** Of a source, in the question: a heading has one line. */
const mostCharacters = 24;

export class TranslateHeader extends PageHeader<TranslateStore> {
  protected question() {
    const { run, navigation } = this.store;
    if (run === null) return this.strings('translate.askIdle');
    return withTokens(this.strings(`translate.ask.${navigation.view}`), { text: beginningOf(run.text) });
  }

  /** Systems are chosen beneath, several at a time. */
  protected override modelChoice() {
    return nothing;
  }

  protected ran() {
    const { systems, beams, runtime } = this.store.run!;
    const milliseconds = systems.reduce((sum, system) => sum + system.milliseconds, 0);
    return [
      this.strings(systems.length === 1 ? 'translate.ran.system' : 'translate.ran.systems', { count: systems.length }),
      this.strings(`translate.search.${beams}`),
      `${runtime.name} ${runtime.version}, ${runtime.device.toUpperCase()}`,
      this.strings(runtime.threads === 1 ? 'page.ranThread' : 'page.ranThreads', { count: runtime.threads }),
      formatMilliseconds(milliseconds),
    ];
  }
}

function beginningOf(text: string): string {
  const characters = [...text.trim()];
  const beginning = characters.slice(0, mostCharacters).join('');
  return shown(characters.length > mostCharacters ? `${beginning}…` : beginning);
}
