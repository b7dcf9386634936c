/** Ctrl+C: the first press asks the command to end, a second one ends the process as usual. */

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

/** The command stopped because it was asked to; nothing it was writing has been left half done. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError';
}
