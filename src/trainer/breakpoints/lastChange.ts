/** When a value was last written, and when it last changed by more than a given amount. */
import { matrixShape, type Position } from '../../core';
import type { LastChangeParams, LastWriteParams } from '../../protocol/breakpoints';
import type { Run } from '../run';
import { movingMoreThan } from './dataCondition';
import { dataWatch } from './dataWatch';
import { programPlaces } from './programPlaces';
import { WatchSet } from './watchSet';

export type LastWrite =
  | { readonly kind: 'place'; readonly position: Position }
  | { readonly kind: 'none'; readonly notice: string };

/** The place before the last instruction behind which the tensor had a new value, seen from here. */
export function placeOfLastWrite(
  { machine, timeline }: Pick<Run, 'machine' | 'timeline'>,
  { tensor }: LastWriteParams,
): LastWrite {
  const { position } = timeline;
  const writers = programPlaces(machine.program).writers(tensor);
  const inIteration = writers.findLast((writer) => writer < position.instruction);
  const last = writers.at(-1);
  if (inIteration !== undefined) {
    return { kind: 'place', position: { ...position, instruction: inIteration } };
  }
  if (last !== undefined && 0 < position.iteration) {
    return { kind: 'place', position: { iteration: position.iteration - 1, instruction: last } };
  }
  const notice =
    last === undefined
      ? `${tensor} is written by no instruction.`
      : `No instruction has written ${tensor} before this place.`;
  return { kind: 'none', notice };
}

/** Whether the run has such a number, and an instruction that writes it. */
export function canChange(
  { tensor, row, column }: LastChangeParams,
  { machine: { program } }: Pick<Run, 'machine'>,
): boolean {
  const spec = program.tensors.find(({ name }) => name === tensor);
  if (spec === undefined || programPlaces(program).writers(tensor).length === 0) return false;
  const { rows, columns } = matrixShape(spec.shape);
  return row < rows && column < columns;
}

/** Looks for changes of the element by more than `moreThan`. */
export function changesOf(
  { tensor, row, column, moreThan }: LastChangeParams,
  run: Pick<Run, 'machine'>,
): WatchSet {
  const change = { happens: movingMoreThan(moreThan), isAnyChange: false };
  const places = programPlaces(run.machine.program);
  return new WatchSet([dataWatch({ id: 0, tensor, row, column }, change, places)]);
}

export function noChangeNotice({ tensor, row, column, moreThan }: LastChangeParams): string {
  const amount = moreThan === 0 ? '' : ` by more than ${moreThan}`;
  return `${tensor}[${row}, ${column}] has not changed${amount} before this place.`;
}
