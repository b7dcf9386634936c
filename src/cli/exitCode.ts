/** How a command ended, as a shell sees it. */
export const exitCode = {
  success: 0,
  /** A check found something wrong. */
  wrong: 1,
  /** The arguments, the network file or its data cannot be used. */
  refused: 2,
  /** A mistake in Backstep itself; EX_SOFTWARE of sysexits. */
  bug: 70,
  /** Ended by Ctrl+C: 128 and the number of SIGINT. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
