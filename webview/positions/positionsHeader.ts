import type { NextQuestion } from '../../src/protocol/page.ts';
import { TextHeader } from '../parts/textHeader.ts';
import { whatRan } from '../parts/whatRan.ts';
import { explainedView } from './explained.ts';
import type { PositionsStore } from './store.ts';

export class PositionsHeader extends TextHeader<PositionsStore> {
  protected question() {
    return this.strings(`positions.ask.${this.store.navigation.view}`);
  }

  protected explained() {
    return explainedView(this.store.navigation.view);
  }

  protected questions(): readonly NextQuestion[] {
    const { run, navigation } = this.store;
    if (run === null) return [];
    const head = navigation.view === 'model' && navigation.head ? { head: navigation.head } : {};
    return [
      { question: 'attention', ...head },
      { question: 'nextToken' },
      { question: 'translate' },
      { question: 'otherModel' },
    ];
  }

  protected ran() {
    const run = this.store.run!;
    const { tokenize, compile, run: forward } = run.milliseconds;
    const { kind } = run.positions;
    const scheme = run.positions.kind === 'table' ? run.positions.scheme : run.positions.kind;
    const shape = this.strings(`positions.ran.${kind}`, { scheme: this.strings(`positions.scheme.${scheme}`) });
    return whatRan(run, shape, tokenize + compile + forward, this.strings);
  }
}
