import { css } from 'lit';

/** Buttons side by side of which one is pressed, or the tab that is shown: `<div class="views"><button aria-pressed>`. */
export const choiceStyle = css`
  .views {
    display: inline-flex;
  }
  .views button {
    border: 1px solid var(--vscode-radio-inactiveBorder, var(--vscode-contrastBorder, transparent));
    border-radius: 0;
    margin-left: -1px;
    color: var(--vscode-radio-inactiveForeground, inherit);
    background: var(--vscode-radio-inactiveBackground, transparent);
  }
  .views button:first-child {
    border-radius: 2px 0 0 2px;
  }
  .views button:last-child {
    border-radius: 0 2px 2px 0;
  }
  .views button:hover {
    background: var(--vscode-radio-inactiveHoverBackground, transparent);
  }
  .views button:is([aria-pressed='true'], [aria-selected='true']) {
    z-index: 1;
    color: var(--vscode-radio-activeForeground);
    border-color: var(--vscode-radio-activeBorder);
    background: var(--vscode-radio-activeBackground);
    outline: 1px solid var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -3px;
  }
`;
