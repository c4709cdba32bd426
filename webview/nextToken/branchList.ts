import { css, html, nothing } from 'lit';
import { tokenTexts } from '../../src/analysis/tokenText.ts';
import { cssProperties } from '../shell/cssProperties.ts';
import { formatCount } from '../shell/numbers.ts';
import { endingBefore } from './ending.ts';
import { OptionList } from './optionList.ts';
import { type Branch, branchesOf } from './tree.ts';
import { tokenOf } from './written.ts';

/** Every branch that was written, by its last words; those that fork off stand further in. */
export class BranchList extends OptionList<Branch | null> {
  static override styles = [
    ...OptionList.styles,
    css`
      .fork {
        flex: none;
        width: calc(var(--depth) * 16px);
        text-align: right;
      }
      .words {
        min-width: 0;
        overflow: hidden;
        font-family: var(--vscode-editor-font-family, monospace);
        white-space: nowrap;
        text-overflow: ellipsis;
      }
      .count {
        flex: none;
        margin-left: auto;
        font-weight: normal;
      }
    `,
  ];

  #branches: readonly Branch[] = [];
  /** The branch in front, even where the front ends inside of it; null: the text itself. */
  #front: Branch | null = null;

  override willUpdate(): void {
    const { nodes = [], tip = null } = this.store.continuation ?? {};
    this.#branches = branchesOf(nodes);
    this.#front = tip === null ? null : (this.#branches.find(({ path }) => path.includes(tip)) ?? null);
  }

  /** The text itself, and what was written after it. */
  protected get options(): readonly (Branch | null)[] {
    return [null, ...this.#branches];
  }

  override render() {
    const { length } = this.#branches;
    if (length === 0) return nothing;
    return html`<h2>${this.strings(length === 1 ? 'nextToken.branch' : 'nextToken.branches', { count: length })}</h2>
      ${this.list(this.strings('nextToken.branchesLabel'))}`;
  }

  protected isChosen(branch: Branch | null): boolean {
    return branch === this.#front;
  }

  protected line(branch: Branch | null) {
    if (branch === null) return html`<span class="dim">${this.strings('nextToken.branchNone')}</span>`;
    const { path, shared, depth } = branch;
    const { nodes } = this.store.continuation!;
    const own = path.slice(shared).map((node) => tokenOf(nodes[node]));
    return html`<span class="fork" aria-hidden="true" ${cssProperties({ '--depth': String(Math.min(depth, 6)) })}
        >${depth > 0 ? '└' : ''}</span
      >
      <span class="words">${endingBefore(tokenTexts(own, ''), own.length)}</span>
      <span class="count dim">${this.strings('nextToken.branchCount', { count: formatCount(path.length) })}</span>`;
  }

  protected choose(branch: Branch | null): void {
    void this.store.attempt(this.store.host.request('showBranch', { tip: branch?.tip ?? null }));
  }
}
