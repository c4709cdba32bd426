/** A row of a view in the activity bar: everything that VS Code draws of it, and what its menu goes by. */
export interface ViewRow {
  readonly label: string;
  readonly description?: string;
  /** Markdown. */
  readonly tooltip: string;
  /** Of VS Code's own icons. */
  readonly icon: string;
  /** Words by which the `when` clauses of menus tell what can be done. */
  readonly context: string;
  /** What a screen reader says. */
  readonly spoken: string;
}
