import type { NextQuestion } from '../../src/protocol/page.ts';
import { withTokens } from '../parts/sentence.ts';
import { steadyQuestion, TextHeader } from '../parts/textHeader.ts';
import { whatRan } from '../parts/whatRan.ts';
import { explainedView } from './explained.ts';
import type { AttentionStore } from './store.ts';

export class AttentionHeader extends TextHeader<AttentionStore> {
  static override styles = [...TextHeader.styles, steadyQuestion];

  protected question() {
    const { run, query, key, head, units, navigation } = this.store;
    if (run === null || units === null) return this.strings('attention.askIdle');
    if (query === null) return this.strings(head ? 'attention.askHead' : 'attention.askAny', { ...head });
    const label = units.labels[units.unitOf[query]];
    if (head === null) return withTokens(this.strings('attention.askQuery'), { query: label });
    const place = navigation.view === 'arithmetic' ? this.store.arithmeticPlace : null;
    if (place !== null) {
      const tokens = { query: label, key: units.labels[units.unitOf[place.key]] };
      return withTokens(this.strings('attention.askArithmetic', { ...head }), tokens);
    }
    if (key !== null && key <= query) {
      const tokens = { query: label, key: units.labels[units.unitOf[key]] };
      return withTokens(this.strings('attention.askCell', { ...head }), tokens);
    }
    return withTokens(this.strings('attention.askQueryHead', { ...head }), { query: label });
  }

  protected explained() {
    return explainedView(this.store.navigation.view);
  }

  protected questions(): readonly NextQuestion[] {
    const { run, navigation } = this.store;
    if (run === null) return [];
    // Where the text was cut, places count from elsewhere than on the next page.
    const here = navigation.query !== null && !run.cut ? { position: navigation.query + 1 } : {};
    return [
      { question: 'nextToken', ...here },
      { question: 'positions' },
      { question: 'translate' },
      { question: 'otherModel' },
    ];
  }

  protected ran() {
    const run = this.store.run!;
    const { layers, heads, keyValueHeads } = run.model;
    const shape = keyValueHeads === heads ? 'attention.ranShape' : 'attention.ranShapeGrouped';
    const { tokenize, compile, run: forward, analyse } = run.milliseconds;
    const milliseconds = tokenize + compile + forward + analyse;
    return whatRan(run, this.strings(shape, { layers, heads, keyValueHeads }), milliseconds, this.strings);
  }
}
