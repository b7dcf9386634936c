/**
 * The environment of a child process: only what a program needs to run, from a list.
 *
 * `NODE_OPTIONS`, `NODE_PATH` and the editor's own variables could make the child load foreign code or open a
 * debugging port. `ELECTRON_RUN_AS_NODE` is set because on a desktop the executable is Electron, which would
 * open a window otherwise; Node ignores it.
 */
export function childEnvironment(parent: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = { ELECTRON_RUN_AS_NODE: '1' };
  for (const [name, value] of Object.entries(parent)) {
    if (value !== undefined && passedOn.has(name.toUpperCase())) environment[name] = value;
  }
  return environment;
}

const passedOn: ReadonlySet<string> = new Set([
  'PATH',
  'HOME',
  'LANG',
  'LC_ALL',
  'TZ',
  'TMPDIR',
  'TEMP',
  'TMP',
  // Windows starts hardly any program without these.
  'SYSTEMROOT',
  'SYSTEMDRIVE',
  'WINDIR',
  'COMSPEC',
  'PATHEXT',
  'USERPROFILE',
  'APPDATA',
  'LOCALAPPDATA',
]);
