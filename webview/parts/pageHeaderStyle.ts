import { css } from 'lit';

/** The question and the switches, what ran and what can be done about it, and the way on. */
export const pageHeaderStyle = css`
  header {
    display: grid;
    grid-template: 'question switches' auto 'run run' auto / minmax(0, 1fr) auto;
    gap: 4px 16px;
    align-items: center;
  }
  h1 {
    grid-area: question;
    margin: 0;
    font-size: 18px;
    line-height: 28px;
    font-weight: 600;
  }
  .switches {
    grid-area: switches;
    position: relative;
    display: flex;
    flex-wrap: wrap;
    gap: 4px 12px;
    align-items: center;
    align-self: start;
  }
  #model {
    max-width: 32ch;
  }
  #model span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .run {
    grid-area: run;
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
    align-items: center;
    justify-content: space-between;
  }
  .ran {
    display: flex;
    flex: 1 1 320px;
    min-width: 0;
    flex-wrap: wrap;
    gap: 0 12px;
    align-items: center;
    min-height: 24px;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
    align-items: center;
  }
  .bar {
    height: 2px;
    margin: 4px 0;
    overflow: hidden;
  }
  .further {
    display: flex;
    flex-wrap: wrap;
    gap: 0 24px;
    align-items: start;
    justify-content: space-between;
    margin-bottom: 4px;
  }
  .details {
    display: none;
    margin: 0;
  }
  @media (max-width: 899px) {
    /* The answer is to be on the first screen: what ran takes one line, and is told in full with what one sees. */
    .told {
      flex: 1;
      min-width: 0;
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    .details {
      display: block;
    }
    header {
      grid-template: 'question question' auto 'run switches' auto / minmax(0, 1fr) auto;
    }
    h1 {
      font-size: 16px;
      line-height: 24px;
    }
    /* The questions flow on from the explanation: two lines instead of three. */
    .further {
      gap: 0 12px;
      justify-content: start;
    }
  }
  @media (max-width: 699px) {
    header {
      grid-template: 'question' auto 'switches' auto 'run' auto / minmax(0, 1fr);
      gap: 2px;
    }
    .bar {
      margin: 2px 0;
    }
  }
`;
