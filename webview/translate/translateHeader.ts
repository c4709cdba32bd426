import type { NextQuestion } from '../../src/protocol/page.ts';
import { shown } from '../parts/pieces.ts';
import { withTokens } from '../parts/sentence.ts';
import { TextHeader } from '../parts/textHeader.ts';
import { formatMilliseconds } from '../shell/numbers.ts';
import { explainedView } from './explained.ts';
import type { TranslateStore } from './store.ts';

/** Of a source, in the question: a heading has one line. */
const mostCharacters = 24;

export class TranslateHeader extends TextHeader<TranslateStore> {
  protected question() {
    const { run, navigation } = this.store;
    if (run === null) return this.strings('translate.askIdle');
    return withTokens(this.strings(`translate.ask.${navigation.view}`), { text: beginningOf(run.text) });
  }

  /** They are ticked beneath, several at a time; the button brings another one. */
  protected override modelName(): string | undefined {
    const chosen = this.store.state?.systems.filter(({ isChosen }) => isChosen) ?? [];
    if (chosen.length <= 1) return chosen[0]?.name;
    return this.strings('translate.ran.systems', { count: chosen.length });
  }

  protected override modelTitle(): string {
    return this.strings('translate.addSystemMeaning');
  }

  protected explained() {
    return explainedView(this.store.navigation.view);
  }

  protected questions(): readonly NextQuestion[] {
    if (this.store.run === null) return [];
    return [
      { question: 'attention' },
      { question: 'nextToken' },
      { question: 'positions' },
      { question: 'otherModel' },
    ];
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
