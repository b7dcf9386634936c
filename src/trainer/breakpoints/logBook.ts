/**
 * Messages of logpoints on their way to the user: at most 50 a second, and a count of those that were left out.
 *
 * A message that is left out is not even made, so a logpoint that is passed a million times costs little.
 */
import type { LoggedMessages } from '../../protocol/breakpoints';
import type { LoggedText } from './watchSet';

const mostPerSecond = 50;

export interface LogBookOptions {
  write(logged: LoggedMessages): void;
  /** In milliseconds. */
  now(): number;
}

export class LogBook {
  private secondEnds = 0;
  private written = 0;
  private leftOut = 0;

  constructor(private readonly options: LogBookOptions) {}

  readonly add = ({ id, text }: LoggedText): void => {
    const now = this.options.now();
    if (this.secondEnds <= now) {
      this.tellLeftOut();
      this.secondEnds = now + 1000;
      this.written = 0;
    }
    if (this.written < mostPerSecond) {
      this.written++;
      this.options.write({ messages: [{ id, text: text() }] });
    } else {
      this.leftOut++;
    }
  };

  /** Of those that were never looked at in the first place. */
  leaveOut(count: number): void {
    this.leftOut += count;
  }

  /** To be called where the run stops, so that the count does not come much later. */
  tellLeftOut(): void {
    if (this.leftOut === 0) return;
    const text = `… ${this.leftOut} more ${this.leftOut === 1 ? 'message was' : 'messages were'} left out: more than ${mostPerSecond} in a second.`;
    this.leftOut = 0;
    this.options.write({ messages: [{ text }] });
  }
}

/** Messages of a stretch that is gone through forward, to be told backward: the last ones first. */
export class ReversedPages {
  private pages: { readonly id: number; readonly text: string }[] = [];
  private forgotten = 0;

  readonly add = ({ id, text }: LoggedText): void => {
    this.pages.push({ id, text: text() });
    if (this.pages.length < 2 * mostPerSecond) return;
    this.forgotten += this.pages.length - mostPerSecond;
    this.pages = this.pages.slice(-mostPerSecond);
  };

  get count(): number {
    return this.pages.length + this.forgotten;
  }

  /** Forgets all but those that came behind the first `count`. */
  dropFirst(count: number): void {
    this.pages = this.pages.slice(Math.max(0, count - this.forgotten));
    this.forgotten = Math.max(0, this.forgotten - count);
  }

  tell(book: LogBook): void {
    for (const { id, text } of this.pages.reverse()) book.add({ id, text: () => text });
    book.leaveOut(this.forgotten);
    this.pages = [];
    this.forgotten = 0;
  }
}
