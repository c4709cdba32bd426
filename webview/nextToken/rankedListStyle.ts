import { css } from 'lit';

export const rankedListStyle = css`
  table {
    width: 100%;
    table-layout: fixed;
    border-collapse: collapse;
    line-height: 20px;
  }
  table:focus-visible {
    outline: none;
  }
  thead th {
    padding: 2px 8px 2px 0;
    font-weight: 600;
    text-align: left;
    vertical-align: bottom;
    color: var(--vscode-foreground);
    border-bottom: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder));
  }
  tbody th {
    font-weight: normal;
    text-align: left;
  }
  td,
  tbody th {
    height: 24px;
    padding: 0 8px 0 0;
    white-space: nowrap;
  }
  td {
    font-family: var(--vscode-editor-font-family, monospace);
    font-size: 12px;
  }
  tbody tr {
    cursor: pointer;
  }
  .rank {
    width: 52px;
    text-align: right;
    padding-right: 12px;
  }
  td.rank {
    color: var(--vscode-descriptionForeground);
  }
  .name {
    width: 18%;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .logit {
    width: 72px;
    text-align: right;
    padding-right: 16px;
  }
  thead .drawn {
    width: 14%;
  }
  .cell {
    display: flex;
    align-items: center;
    gap: 8px;
  }
  .number {
    flex: none;
    width: 92px;
  }
  tr > td.step:last-child .number {
    width: 36px;
    text-align: right;
  }
  .track {
    flex: 1;
    min-width: 0;
    height: 10px;
  }
  .previewed,
  tbody tr:hover {
    background: var(--vscode-list-hoverBackground);
    outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }
  table:focus-visible .focused {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
  tbody tr.pinned,
  tbody tr.pinned:hover {
    outline: 1px solid var(--vscode-foreground);
    outline-offset: -1px;
  }
  .following .name,
  .following .rank {
    font-weight: 700;
    color: var(--vscode-foreground);
  }
  .sign {
    margin-right: 4px;
  }
  /* What is dropped is dim, has a sign, and stands under a line. */
  .dropped td,
  .dropped .token,
  .reason {
    color: var(--vscode-descriptionForeground);
  }
  .dropped .track i {
    background: var(--vscode-descriptionForeground);
    opacity: 0.5;
  }
  .cut td,
  .cut th {
    box-shadow: inset 0 2px var(--vscode-foreground);
  }
  .cut .reason {
    width: max-content;
    color: var(--vscode-foreground);
  }
  .apart td,
  .apart th {
    border-top: 1px dashed var(--vscode-descriptionForeground);
  }
  .rest {
    border-top: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder));
  }
  .rest th {
    padding-left: 16px;
    white-space: normal;
  }
  .rest {
    cursor: default;
  }
  @media (max-width: 899px) {
    .rank {
      width: 40px;
      padding-right: 8px;
    }
    .logit {
      width: 60px;
      padding-right: 10px;
    }
    .cell {
      flex-direction: column;
      align-items: stretch;
      gap: 0;
    }
    .number,
    tr > td.step:last-child .number {
      width: auto;
      text-align: left;
      line-height: 16px;
    }
    .track {
      flex: none;
      height: 4px;
    }
    td,
    tbody th {
      height: 22px;
    }
    td,
    thead th {
      font-size: 11px;
      line-height: 16px;
    }
  }
  /* Names of columns stand beside each other. */
  @media (max-width: 559px) {
    thead th {
      padding-right: 4px;
      font-size: 10px;
    }
  }
  @media (min-width: 480px) and (max-width: 559px) {
    .name {
      width: 15%;
    }
    thead .drawn {
      width: 11%;
    }
  }
  /* Too narrow for all columns: the logit is left to the sentence at the foot. */
  @media (max-width: 479px) {
    .rank {
      width: 28px;
    }
    .logit {
      width: 0;
      padding: 0;
      overflow: hidden;
    }
  }
`;
