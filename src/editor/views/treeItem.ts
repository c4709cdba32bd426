import * as vscode from 'vscode';
import type { ViewRow } from './viewRow.ts';

/** A row as VS Code wants it. */
export function treeItem(row: ViewRow, command?: vscode.Command): vscode.TreeItem {
  const item = new vscode.TreeItem(row.label);
  item.description = row.description;
  item.tooltip = new vscode.MarkdownString(row.tooltip);
  item.iconPath =
    row.icon === 'warning'
      ? new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'))
      : new vscode.ThemeIcon(row.icon);
  item.contextValue = row.context;
  item.accessibilityInformation = { label: row.spoken };
  item.command = command;
  return item;
}
