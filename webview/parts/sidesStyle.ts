import { css } from 'lit';

/** Overview left, detail right; one column on a narrow page. */
export const sidesStyle = css`
  .sides {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 16px 24px;
  }
  .sides > * {
    min-width: 0;
  }
  @media (min-width: 900px) {
    .sides {
      grid-template-columns: minmax(0, 2fr) minmax(0, 3fr);
    }
  }
`;
