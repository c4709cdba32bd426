import { css } from 'lit';

export const headPaneStyle = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: 8px;
    min-width: 0;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
    align-items: center;
  }
  [role='tab'].preview {
    font-style: italic;
  }
  .zoom {
    display: inline-flex;
    margin-left: auto;
  }
  .content {
    flex: 1;
    min-height: 0;
    display: flex;
    flex-direction: row-reverse;
    gap: 16px;
    container-type: size;
  }
  .view {
    flex: 1;
    min-width: 0;
    min-height: 0;
  }
  .meaning {
    flex: 0 0 200px;
    display: flex;
    flex-direction: column;
    gap: 8px;
    padding-top: 18px;
  }
  .inner {
    flex: 1;
    min-width: 0;
    display: flex;
    flex-direction: row-reverse;
    gap: 8px 16px;
  }
  @container (max-width: 639px) {
    .inner {
      flex-direction: column;
    }
    .meaning {
      flex: none;
      flex-direction: row;
      align-items: center;
      gap: 16px;
      padding-top: 0;
    }
  }
  @container (max-width: 479px) {
    .meaning {
      flex-direction: column;
      align-items: start;
      gap: 4px;
    }
  }
  .empty {
    padding: 32px 0;
  }
  p {
    margin: 0;
  }
`;
