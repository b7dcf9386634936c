/**
 * A launch configuration, reduced to what Backstep and VS Code's own views may be told by a workspace, and the files
 * that it may begin with.
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

/** Where VS Code has a document. */
export interface DocumentPlace {
  readonly scheme: string;
  readonly path: string;
}

/** Why the trainer, which reads from disk, cannot read a document; undefined when it can. */
export function reasonNotOnDisk({ scheme, path }: DocumentPlace): string | undefined {
  if (scheme === 'file') return undefined;
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (scheme === 'untitled') return `${name} has not been saved yet. Save it and press F5 again.`;
  return (
    `${name} is not on the disk of this machine (${scheme}:), and networks are trained from disk. ` +
    'Copy it with its data to a folder on disk, or open that folder where it is on disk.'
  );
}
