import * as vscode from 'vscode';
import type { HubProcessOptions } from '../protocol/hub.ts';
import type { ModelProcessOptions } from '../protocol/model.ts';

/** What models run on. Read whenever a process is started. */
export function runtimeSettings(): Pick<ModelProcessOptions, 'runtime' | 'threads'> {
  const settings = vscode.workspace.getConfiguration('underhood');
  return {
    runtime: settings.get<ModelProcessOptions['runtime']>('runtime', 'auto'),
    threads: settings.get('threads', 0),
  };
}

/** Whether a change concerns what models run on. */
export function concernsRuntime(event: vscode.ConfigurationChangeEvent): boolean {
  return ['underhood.runtime', 'underhood.threads'].some((setting) => event.affectsConfiguration(setting));
}

/** Where the hub is and how to get there. Of the machine or the user only: no workspace can lead a token elsewhere. */
export function hubOptions(): HubProcessOptions {
  const settings = vscode.workspace.getConfiguration();
  return {
    endpoint: settings.get('underhood.hub.endpoint', ''),
    proxy: {
      proxy: settings.get('http.proxy') || '',
      noProxy: settings.get('http.noProxy') || [],
      support: settings.get('http.proxySupport') || 'override',
      strictTls: settings.get('http.proxyStrictSSL', true),
      authorization: settings.get<string | null>('http.proxyAuthorization') ?? null,
    },
  };
}
