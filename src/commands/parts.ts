import type * as vscode from 'vscode';
import type { Follow } from '../editor/follow.ts';
import type { ModelProcess } from '../modelProcess/client.ts';
import type { ModelChoice } from '../modelProcess/modelChoice.ts';
import type { Attention } from '../panels/attention.ts';

/** The parts of the extension, as commands use them. */
export interface Parts {
  readonly process: ModelProcess;
  readonly choice: ModelChoice;
  readonly follow: Follow;
  readonly attention: Attention;
  readonly log: vscode.LogOutputChannel;
}
