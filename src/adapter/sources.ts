/** The two texts that a session shows: the network file and the listing of its program. */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';

import type { RunDescription } from '../protocol/run';

/** Clients that know the language of the listing allow breakpoints in it; for others it is plain text. */
export const programMime = 'text/x-backstep-program';

/** What has no file is fetched by its number: the listing, and the network of a trace that lies beside no such file. */
export const listingReference = 1;
export const networkReference = 2;

export interface SessionSources {
  readonly network: Dap.Source;
  readonly listing: Dap.Source;
  /** Zero-based column of the first character of a line of the network file that is not white space. */
  indentation(line: number): number;
  which(source: Dap.Source): 'network' | 'listing' | 'other';
  /** What has no file, by its number. */
  content(reference: number | undefined): Dap.SourceResponse['body'] | undefined;
}

export interface NetworkSource {
  /** The path as the client spelled it, so that it finds its own file again; absent when there is no file. */
  readonly program?: string;
  readonly text: string;
}

export function createSources(
  run: RunDescription,
  { program, text }: NetworkSource,
): SessionSources {
  const lines = text.split(/\r\n|\r|\n/);
  return {
    network:
      program === undefined
        ? { name: `${run.name}.nn.jsonc`, sourceReference: networkReference, origin: 'the trace' }
        : { name: fileName(program), path: program },
    listing: {
      name: `program of ${run.name}`,
      sourceReference: listingReference,
      origin: 'what one iteration of training executes',
    },
    indentation: (line) => Math.max(0, (lines[line] ?? '').search(/\S/)),
    which(source) {
      if (source.sourceReference === listingReference) return 'listing';
      if (program === undefined) {
        return source.sourceReference === networkReference ? 'network' : 'other';
      }
      return source.path !== undefined && samePath(source.path, program) ? 'network' : 'other';
    },
    content(reference) {
      if (reference === listingReference) return { content: run.listing, mimeType: programMime };
      if (reference === networkReference && program === undefined) {
        return { content: text, mimeType: 'application/json' };
      }
      return undefined;
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
