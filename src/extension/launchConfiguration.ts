/**
 * A launch configuration, reduced to what Backstep and VS Code's own views may be told by a workspace.
 *
 * What is not on the list is dropped: `debugServer`, for one, would hand the session to whoever listens on a
 * port.
 */
const allowedKeys: ReadonlySet<string> = new Set([
  'type',
  'request',
  'name',
  'program',
  'stopOnEntry',
  'startAt',
  'resume',
  'trace',
  'noDebug',
  'preLaunchTask',
  'postDebugTask',
  'internalConsoleOptions',
  'presentation',
  'suppressMultipleSessionWarning',
]);

export function allowedConfiguration<C extends object>(configuration: C): C {
  const entries = Object.entries(configuration).filter(
    // VS Code marks what it adds itself, such as the reason of a restart.
    ([key]) => allowedKeys.has(key) || key.startsWith('__'),
  );
  return Object.fromEntries(entries) as C;
}
