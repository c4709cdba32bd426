import { css } from 'lit';

export const samplingControlsStyle = css`
  header {
    display: flex;
    align-items: center;
    justify-content: space-between;
    padding-bottom: 4px;
  }
  h2 {
    margin: 0;
    font-size: 13px;
  }
  .settings {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 4px 24px;
  }
  .setting {
    display: grid;
    grid-template-columns: 88px minmax(0, 1fr) 72px;
    align-items: center;
    gap: 0 8px;
  }
  .setting p {
    grid-column: 1 / -1;
    margin: 0;
    min-height: 34px;
    font-size: 12px;
    line-height: 17px;
  }
  .refused .icon {
    color: var(--vscode-errorForeground);
  }
  select {
    grid-column: 2 / -1;
    min-width: 0;
  }
  #seed {
    grid-column: 2 / -1;
    width: 120px;
  }
  input[type='number'] {
    min-width: 0;
  }
  .hint {
    display: none;
  }
  /* Between the text and the list there is little room: what a setting does stands where all of them have it in turn. */
  @media (min-width: 540px) and (max-width: 999px) {
    .settings {
      position: relative;
      grid-template-columns: repeat(2, minmax(0, 1fr));
      padding-bottom: 38px;
    }
    .hint {
      display: block;
      margin: 0;
      font-size: 12px;
      line-height: 17px;
    }
    .setting p,
    .hint {
      position: absolute;
      inset: auto 0 0 0;
      visibility: hidden;
      background: var(--vscode-editor-background);
    }
    .setting:hover p {
      z-index: 1;
    }
    .setting:is(:hover, :focus-within) p,
    .settings:not(:has(.setting:is(:hover, :focus-within))) .hint {
      visibility: visible;
    }
  }
`;
