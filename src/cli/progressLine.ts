/** One line on a terminal that is written over again and again while something long runs. */

export interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export interface ProgressLine {
  /** Draws the line anew, at most ten times a second; where there is no terminal it draws nothing. */
  show(text: string): void;
  /** Takes the line away, so that other text can be written. */
  clear(): void;
}

const redrawMs = 100;
const eraseLine = '\r\x1b[2K';

/** `now` gives milliseconds that only grow. */
export function progressLine(terminal: Terminal, now: () => number): ProgressLine {
  if (terminal.isTTY !== true) return { show: () => undefined, clear: () => undefined };
  let drawnAt = -Infinity;
  let isVisible = false;
  return {
    show: (text) => {
      if (now() - drawnAt < redrawMs) return;
      drawnAt = now();
      isVisible = true;
      // A line that wraps could not be taken away again.
      terminal.write(eraseLine + text.slice(0, (terminal.columns ?? 80) - 1));
    },
    clear: () => {
      if (isVisible) terminal.write(eraseLine);
      isVisible = false;
    },
  };
}
