/** On which variable a menu of the Variables view was opened. */

/** `context` is what the view hands to a command; undefined when the command was called from elsewhere. */
export function expressionOf(context: unknown): string | undefined {
  const { variable } = (context ?? {}) as { variable?: { evaluateName?: unknown } };
  return typeof variable?.evaluateName === 'string' ? variable.evaluateName : undefined;
}
