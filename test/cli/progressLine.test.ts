import { describe, expect, it } from 'vitest';

import { progressLine } from '../../src/cli/progressLine';

function terminal(isTTY: boolean) {
  const written: string[] = [];
  return { isTTY, columns: 12, written, write: (text: string) => written.push(text) };
}

describe('a progress line', () => {
  it('is drawn over and over on a terminal, ten times a second at most', () => {
    const screen = terminal(true);
    let time = 0;
    const line = progressLine(screen, () => time);
    for (const [at, text] of [
      [0, 'first'],
      [99, 'too soon'],
      [100, 'second'],
    ] as const) {
      time = at;
      line.show(text);
    }
    expect(screen.written).toEqual(['\r\x1b[2Kfirst', '\r\x1b[2Ksecond']);
  });

  it('never wraps', () => {
    const screen = terminal(true);
    progressLine(screen, () => 0).show('longer than the terminal is wide');
    expect(screen.written).toEqual(['\r\x1b[2Klonger than']);
  });

  it('is taken away once', () => {
    const screen = terminal(true);
    const line = progressLine(screen, () => 0);
    line.clear();
    line.show('here');
    line.clear();
    line.clear();
    expect(screen.written).toEqual(['\r\x1b[2Khere', '\r\x1b[2K']);
  });

  it('leaves files and pipes alone', () => {
    const file = terminal(false);
    const line = progressLine(file, () => 0);
    line.show('here');
    line.clear();
    expect(file.written).toEqual([]);
  });
});
