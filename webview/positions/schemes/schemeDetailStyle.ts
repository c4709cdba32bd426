import { css } from 'lit';

export const schemeDetailStyle = css`
  .bar {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
    align-items: center;
    padding: 4px 0;
  }
  .bar p {
    flex: 1;
    min-width: 24ch;
    margin: 0;
  }
  .zoom {
    display: flex;
  }
  .detail {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(96px, 232px);
    gap: 4px 16px;
  }
  underhood-positions-heatmap,
  .column {
    /* As high as a few rows are, where there are no more. */
    height: max(120px, min(clamp(240px, 42vh, 480px), calc(var(--rows) * 24px + 40px)));
  }
  .column {
    position: relative;
    overflow: hidden;
  }
  canvas {
    display: block;
  }
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li {
    display: flex;
    gap: 6px;
    align-items: center;
    min-height: 24px;
  }
  .front {
    font-weight: 600;
  }
  .beside p {
    margin: 4px 0;
  }
  .hint {
    font-size: 12px;
  }
  @media (max-width: 699px) {
    .detail {
      grid-template-columns: minmax(0, 1fr) 96px;
    }
    .beside {
      grid-column: 1 / -1;
    }
  }
`;
