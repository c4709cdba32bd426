import { css } from 'lit';

/** Lines that are easily read, and the buttons beneath them. */
export const emptyStyle = css`
  .empty {
    max-width: 72ch;
    margin: 16px 0;
  }
  .empty div {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-top: 8px;
  }
`;
