import { css, html, nothing } from 'lit';
import type { TrainingNavigation } from '../../src/protocol/trainingPage.ts';
import { emptyState } from '../parts/emptyState.ts';
import { emptyStyle } from '../parts/emptyStyle.ts';
import type { KeyMeaning } from '../parts/keyList.ts';
import { Page } from '../parts/page.ts';
import { tabbed, tabbedStyle } from '../parts/tabs.ts';
import { scrubbed } from './scrubbed.ts';
import type { TrainingStore } from './store.ts';

const views: readonly TrainingNavigation['view'][] = ['life', 'blocks', 'gradients'];

/** The training page: how a model learns, and how its heads form. */
export class TrainingPage extends Page<TrainingStore> {
  static override styles = [
    ...Page.styles,
    ...tabbedStyle,
    emptyStyle,
    css`
      .tabs {
        margin-top: 8px;
      }
    `,
  ];

  protected readonly keys: readonly KeyMeaning[] = [
    [['Tab'], 'page.keyTab'],
    [['←', '→'], 'training.keyScrub'],
    [['Home', 'End'], 'training.keyEnds'],
    [['←', '→', '↑', '↓'], 'training.keyHeads'],
    [['Enter'], 'training.keyChoose'],
    [['Escape'], 'training.keyEscape'],
    [['Space'], 'training.keyPause'],
    [['.'], 'training.keyStep'],
    [['?'], 'page.keyHelp'],
  ];

  protected content() {
    const { store } = this;
    if (store.state === null) return nothing;
    if (store.summary === undefined) return this.#empty();
    const { view } = store.navigation;
    return html`
      <underhood-loss .store=${store}></underhood-loss>
      ${tabbed(
        {
          label: this.strings('training.views'),
          views,
          shown: view,
          nameOf: (name) => this.strings(`training.view.${name}`),
          show: (name) => store.navigate({ view: name }),
        },
        this.#view(view),
      )}
      <underhood-evaluations .store=${store}></underhood-evaluations>
      <footer><underhood-training-readout .store=${store}></underhood-training-readout></footer>
    `;
  }

  #view(view: TrainingNavigation['view']) {
    const { store } = this;
    if (view === 'blocks') return html`<underhood-blocks .store=${store}></underhood-blocks>`;
    if (view === 'gradients') return html`<underhood-gradients .store=${store}></underhood-gradients>`;
    return html`<underhood-life .store=${store}></underhood-life>`;
  }

  #empty() {
    const label = this.strings('training.action.train');
    const press = () => this.store.ask('askNext', { question: 'train' });
    return emptyState(this.strings('training.empty'), [{ name: 'train', label, press }]);
  }

  /** Space and arrows have a meaning of their own wherever the focus is. */
  protected override press(key: string): boolean {
    const { store } = this;
    const isFree = document.activeElement === null || document.activeElement === document.body;
    const { phase } = store.status ?? {};
    if (key === '.' && (phase === 'running' || phase === 'paused')) store.ask('stepOnce', {});
    else if (key === ' ' && isFree && phase === 'running') store.ask('pause', {});
    else if (key === ' ' && isFree && phase === 'paused') store.ask('resume', {});
    else if (isFree && store.index !== null && /^(ArrowLeft|ArrowRight|Home|End)$/.test(key)) {
      store.scrub(scrubbed(store.index, store.curves!.evaluations.step.length, key)!);
    } else return false;
    return true;
  }
}
