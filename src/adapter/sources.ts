/** The two texts that a session shows: the network file and the listing of its program. */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';

import type { RunDescription } from '../protocol/run';

/** The listing has no file; clients fetch its text by this number. */
export const listingReference = 1;

export interface SessionSources {
  readonly network: Dap.Source;
  readonly listing: Dap.Source;
  /** Zero-based column of the first character of a line of the network file that is not white space. */
  indentation(line: number): number;
  which(source: Dap.Source): 'network' | 'listing' | 'other';
}

/** `program` is the path as the client spelled it, so that the client finds its own file again. */
export function createSources(run: RunDescription, program: string, text: string): SessionSources {
  const lines = text.split(/\r\n|\r|\n/);
  return {
    network: { name: fileName(program), path: program },
    listing: {
      name: `program of ${run.name}`,
      sourceReference: listingReference,
      origin: 'what one iteration of training executes',
    },
    indentation: (line) => Math.max(0, (lines[line] ?? '').search(/\S/)),
    which(source) {
      if (source.sourceReference === listingReference) return 'listing';
      return source.path !== undefined && samePath(source.path, program) ? 'network' : 'other';
    },
  };
}

/** The last part of a path of either kind of system. */
export function fileName(path: string): string {
  return path.split(/[/\\]/).at(-1) ?? path;
}

function samePath(a: string, b: string): boolean {
  // Clients on Windows spell the drive letter both ways.
  const isWindowsPath = /^[a-z]:\\/i.test(a);
  return isWindowsPath ? a.toLowerCase() === b.toLowerCase() : a === b;
}
