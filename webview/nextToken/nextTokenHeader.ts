import type { NextQuestion } from '../../src/protocol/page.ts';
import { withTokens } from '../parts/sentence.ts';
import { steadyQuestion, TextHeader } from '../parts/textHeader.ts';
import { whatRan } from '../parts/whatRan.ts';
import { formatCount } from '../shell/numbers.ts';
import { endingBefore } from './ending.ts';
import { explainedView } from './explained.ts';
import type { NextTokenStore } from './store.ts';

export class NextTokenHeader extends TextHeader<NextTokenStore> {
  static override styles = [...TextHeader.styles, steadyQuestion];

  protected question() {
    const { run, navigation, place, continuation } = this.store;
    if (navigation.view === 'example') return this.strings('nextToken.askExample');
    if (run === null) return this.strings('nextToken.askIdle');
    const isContinuing = navigation.view === 'continue';
    const position = isContinuing ? run.tokens.length : (place?.position ?? this.store.position);
    if (position === 0) return this.strings('nextToken.askFirst');
    const text = endingBefore(run.texts, position);
    if (!isContinuing) return withTokens(this.strings('nextToken.ask'), { text });
    const key = continuation?.nodes.length ? 'nextToken.askContinued' : 'nextToken.askContinue';
    return withTokens(this.strings(key), { text });
  }

  protected explained() {
    return explainedView(this.store.navigation.view);
  }

  protected questions(): readonly NextQuestion[] {
    if (this.store.run === null) return [];
    return [
      { question: 'attention' },
      { question: 'positions' },
      { question: 'translate' },
      { question: 'otherModel' },
    ];
  }

  protected ran() {
    const run = this.store.run!;
    const { tokenize, compile, run: forward } = run.milliseconds;
    const shape = this.strings('nextToken.ranVocabulary', { count: formatCount(run.model.vocabularySize) });
    return whatRan(run, shape, tokenize + compile + forward, this.strings);
  }
}
