import { css } from 'lit';

/** The sentence at the foot of a page: room for two lines where it may need them, so that nothing moves. */
export const readoutStyle = css`
  p {
    margin: 0;
    min-height: 44px;
    line-height: 22px;
  }
  @media (min-width: 1000px) {
    p {
      min-height: 22px;
    }
  }
`;
