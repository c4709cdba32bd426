import { css } from 'lit';

/** A table of numbers that scrolls under its own head, as the twin of a chart is one. */
export const tableStyle = css`
  summary {
    cursor: pointer;
  }
  .scroll {
    max-height: 320px;
    overflow: auto;
  }
  table {
    border-collapse: collapse;
  }
  th,
  td {
    padding: 2px 16px 2px 0;
    text-align: right;
    font-weight: normal;
  }
  thead th {
    position: sticky;
    top: 0;
    background: var(--vscode-editor-background);
    font-weight: 600;
  }
`;
