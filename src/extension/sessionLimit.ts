/** How many runs may be debugged at once: each takes a process and memory of its own. */

export const mostSessions = 4;

export class SessionLimit {
  private taken = 0;

  /** A place, to be given back once when its session has ended; throws when there is none. */
  take(): () => void {
    if (this.taken === mostSessions) {
      throw new Error(
        `Backstep debugs ${mostSessions} networks at once, and ${mostSessions} are being debugged. End one of them and try again.`,
      );
    }
    this.taken++;
    let isHeld = true;
    return () => {
      if (isHeld) this.taken--;
      isHeld = false;
    };
  }
}
