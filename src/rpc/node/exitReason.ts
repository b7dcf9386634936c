/** How a process ended, as the end of the sentence "The process …". */
export interface ProcessExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** What it printed last. */
  readonly output: string;
}

export function describeExit({ code, signal, output }: ProcessExit): string {
  // V8 prints this before it aborts, and WebAssembly memory that cannot grow is a RangeError.
  if (/heap out of memory|Array buffer allocation failed/.test(output)) return 'ran out of memory';
  // A Node that does not know an option of its command line ends with 9 before it runs anything.
  if (code === 9) return 'was started with options that this version of Node does not know';
  if (signal !== null) return `was ended by signal ${signal}`;
  return `ended with exit code ${code ?? 'unknown'}`;
}
