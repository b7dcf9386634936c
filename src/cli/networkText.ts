/** Reads the text of a network file: a regular file of bearable size, or the reason why not. */
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

import { limits } from '../network/limits';
import { explain } from '../trainer/loading/systemError';

export type NetworkText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'refused'; readonly reason: string };

export async function readNetworkFile(file: string): Promise<NetworkText> {
  try {
    // A FIFO would make a blocking open wait for ever.
    const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const status = await handle.stat();
      if (!status.isFile())
        return refused('This is not a regular file. Name a network file, *.nn.jsonc.');
      if (limits.bytes < status.size) {
        return refused(
          `This file has ${status.size} bytes; a network file has at most ${limits.bytes}.`,
        );
      }
      // What is not UTF-8 becomes U+FFFD, which the parser reports with its place.
      const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
      return { kind: 'text', text: decoder.decode(await handle.readFile()) };
    } finally {
      await handle.close();
    }
  } catch (error) {
    return refused(`This file cannot be read: ${explain(error)}.`);
  }
}

function refused(reason: string): NetworkText {
  return { kind: 'refused', reason };
}
