import type * as vscode from 'vscode';
import type { Follow } from '../editor/follow.ts';
import type { Surprisal } from '../editor/surprisal/surprisal.ts';
import type { ModelProcess } from '../modelProcess/client.ts';
import type { ModelChoice } from '../modelProcess/modelChoice.ts';
import type { AttentionPage } from '../panels/attentionPage.ts';
import type { NextTokenPage } from '../panels/nextTokenPage.ts';
import type { OnePage } from '../panels/onePage.ts';
import type { AttentionNavigation } from '../protocol/attentionPage.ts';
import type { NextTokenNavigation } from '../protocol/nextTokenPage.ts';

/** The parts of the extension, as commands use them. */
export interface Parts {
  readonly process: ModelProcess;
  readonly choice: ModelChoice;
  readonly follow: Follow;
  readonly attention: OnePage<AttentionPage, AttentionNavigation>;
  readonly nextToken: OnePage<NextTokenPage, NextTokenNavigation>;
  readonly surprisal: Surprisal;
  readonly log: vscode.LogOutputChannel;
}
