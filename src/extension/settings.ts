/** The settings, read when they are needed and kept in bounds whatever a settings file says. */
import * as vscode from 'vscode';

import type { PanelSettings } from '../protocol/panel';
import { clampedMegabytes } from './megabytes';

export interface Settings extends PanelSettings {
  readonly memoryBudgetBytes: number;
  readonly keyframeBudgetBytes: number;
}

export function readSettings(): Settings {
  const configuration = vscode.workspace.getConfiguration('backstep');
  return {
    layout: configuration.get('layout') === 'rows' ? 'rows' : 'columns',
    memoryBudgetBytes: clampedMegabytes(configuration.get('memoryBudgetMB'), {
      smallest: 64,
      largest: 3500,
      usual: 1024,
    }),
    keyframeBudgetBytes: clampedMegabytes(configuration.get('keyframeBudgetMB'), {
      smallest: 16,
      largest: 8192,
      usual: 256,
    }),
  };
}
