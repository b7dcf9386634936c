/**
 * DAP messages on a byte stream: `Content-Length: n`, an empty line, n bytes of JSON in UTF-8.
 *
 * The reader takes pieces of any size. A header or a body that is not as the protocol says ends the
 * conversation: behind it no message boundary can be trusted.
 */

const separator = '\r\n\r\n';
// The largest messages from a client carry the text of a network file.
const longestBody = 16 * 1024 * 1024;
const longestHeader = 1024;

export function frameMessage(message: unknown): Buffer {
  const body = Buffer.from(JSON.stringify(message), 'utf8');
  return Buffer.concat([Buffer.from(`Content-Length: ${body.length}${separator}`, 'ascii'), body]);
}

export class MessageReader {
  private pending = Buffer.alloc(0);

  /** The messages that are complete with this piece; throws when the stream is not DAP. */
  read(piece: Uint8Array): unknown[] {
    this.pending = Buffer.concat([this.pending, piece]);
    const messages: unknown[] = [];
    for (;;) {
      const message = this.takeMessage();
      if (message === undefined) return messages;
      messages.push(JSON.parse(message));
    }
  }

  private takeMessage(): string | undefined {
    const headerEnd = this.pending.indexOf(separator);
    if (headerEnd < 0) {
      if (this.pending.length > longestHeader) throw new RangeError('The header is too long.');
      return undefined;
    }
    const length = contentLength(this.pending.toString('ascii', 0, headerEnd));
    const bodyStart = headerEnd + separator.length;
    if (this.pending.length < bodyStart + length) return undefined;
    const body = this.pending.toString('utf8', bodyStart, bodyStart + length);
    this.pending = this.pending.subarray(bodyStart + length);
    return body;
  }
}

function contentLength(header: string): number {
  const digits = /^Content-Length: *(\d{1,9})$/im.exec(header)?.[1];
  const length = Number(digits);
  if (digits === undefined || length > longestBody) {
    throw new RangeError(
      `Expected "Content-Length: n" with n up to ${longestBody}, found "${header}".`,
    );
  }
  return length;
}
