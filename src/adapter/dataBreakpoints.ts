/** Data breakpoints: what of a variable can be watched, and its name from then on: `W1` or `W1[0, 2]`. */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';

import type { RunDescription } from '../protocol/run';
import { errors } from './errors';

/** A tensor, or one element of it when it has a row and a column. */
export interface WatchedData {
  readonly tensor: string;
  readonly row?: number;
  readonly column?: number;
}

export function dataBreakpointInfo(
  run: RunDescription,
  name: string,
  data: WatchedData | undefined,
): Dap.DataBreakpointInfoResponse['body'] {
  if (data === undefined) return { dataId: null, description: errors.notWatchable(name) };
  if (!isWritten(run, data.tensor)) {
    return { dataId: null, description: errors.neverWritten(data.tensor) };
  }
  const dataId = nameOf(data);
  return { dataId, description: dataId, accessTypes: ['write'], canPersist: true };
}

export type CheckedData =
  | { readonly kind: 'data'; readonly data: WatchedData }
  | { readonly kind: 'error'; readonly message: string };

/** A breakpoint may be older than the network file is now. */
export function checkedData(
  run: RunDescription,
  { dataId, accessType = 'write' }: Pick<Dap.DataBreakpoint, 'dataId' | 'accessType'>,
): CheckedData {
  if (accessType !== 'write') return { kind: 'error', message: errors.onlyWrites() };
  const [, name = '', row, column] = /^(\w+)(?:\[(\d+), (\d+)\])?$/.exec(dataId) ?? [];
  const tensor = run.tensors.find((each) => each.name === name);
  if (tensor === undefined) return { kind: 'error', message: errors.noTensor(dataId) };
  if (!isWritten(run, name)) return { kind: 'error', message: errors.neverWritten(name) };
  if (row === undefined || column === undefined) return { kind: 'data', data: { tensor: name } };
  const { rows, columns } = tensor;
  if (rows <= Number(row) || columns <= Number(column)) {
    return { kind: 'error', message: errors.outside(dataId, { rows, columns }) };
  }
  return { kind: 'data', data: { tensor: name, row: Number(row), column: Number(column) } };
}

function nameOf({ tensor, row, column }: WatchedData): string {
  return row === undefined ? tensor : `${tensor}[${row}, ${column}]`;
}

function isWritten(run: RunDescription, tensor: string): boolean {
  return run.instructions.some(({ writes }) => writes.includes(tensor));
}
