/**
 * The settings of the prepared VS Code: a quiet window, in which nothing moves but Backstep.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

const quiet = {
  'workbench.startupEditor': 'none',
  // Else the theme would follow the browser instead of the settings.
  'window.autoDetectColorScheme': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'extensions.autoUpdate': false,
  // The browser's VS Code saves by itself unless told otherwise.
  'files.autoSave': 'off',
  'git.enabled': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
};

/** Writes them where there are none yet; `settings` are added to them. */
export async function writeSettings(userData, settings = {}) {
  const folder = path.join(userData, 'User');
  await mkdir(folder, { recursive: true });
  const text = JSON.stringify({ ...quiet, ...settings }, undefined, 2);
  await writeFile(path.join(folder, 'settings.json'), text, { flag: 'wx' }).catch((error) => {
    if (error.code !== 'EEXIST') throw error;
  });
}
