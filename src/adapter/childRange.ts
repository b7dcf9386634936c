/** Which children of a variable a client wants, and what stands for those it did not ask for. */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';

export interface ChildRange {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  /** Children behind the end that a client without paging would not hear of. */
  readonly omitted: number;
}

// Who does not page gets the beginning, and a last child that says so.
const childrenWithoutPaging = 1000;

export function rangeOf(
  { start = 0, count = 0 }: Dap.VariablesArguments,
  total: number,
): ChildRange {
  if (count > 0) {
    const first = Math.min(Math.max(0, start), total);
    return { start: first, end: Math.min(total, first + count), omitted: 0 };
  }
  const end = Math.min(total, childrenWithoutPaging);
  return { start: 0, end, omitted: total - end };
}

export function withRest(variables: Dap.Variable[], { omitted }: ChildRange): Dap.Variable[] {
  if (omitted === 0) return variables;
  const value = `${omitted} more; ask for a page of them, or evaluate an element by its name`;
  return [...variables, { name: '…', value, variablesReference: 0 }];
}
