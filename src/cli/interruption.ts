/** Ctrl+C: the first press asks the command to end, a second one ends the process as usual. */

/** Exit code of a process that was interrupted: 128 and the number of SIGINT. */
export const interruptedExitCode = 130;

/** Aborted by the first SIGINT or SIGTERM. */
export function interruptionOf(target: NodeJS.Process): AbortSignal {
  const controller = new AbortController();
  const interrupt = (): void => {
    target.off('SIGINT', interrupt);
    target.off('SIGTERM', interrupt);
    controller.abort();
  };
  target.on('SIGINT', interrupt);
  target.on('SIGTERM', interrupt);
  return controller.signal;
}
