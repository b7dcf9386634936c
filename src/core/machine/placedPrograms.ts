/**
 * The programs of a run in linear memory: the records of each, as it runs by instructions and as it runs when
 * nobody looks at it.
 */
import type { KernelCall } from '../kernels/kernelCall';
import type { Program } from '../program/compile';
import type { AddressOf, Instruction } from '../program/instruction';
import { joinCalls } from './joinCalls';
import type { MinibatchPrograms } from './minibatchPrograms';
import type { RecordRun } from './records';

export interface PlacedPrograms {
  readonly full: PlacedProgram;
  /** Of the last minibatch of an epoch, where it is shorter. */
  readonly short: PlacedProgram | undefined;
}

export interface PlacedProgram {
  readonly program: Program;
  /** Address of the first record of each instruction; the last entry is the end of the program. */
  readonly addresses: readonly number[];
  /** The whole program as it runs when nobody looks at it. */
  readonly passing: RecordRun;
}

/** `write` puts records one behind the other; there must be room for `countRecords`. */
export function placePrograms(
  { full, short }: MinibatchPrograms,
  write: (calls: readonly KernelCall[]) => RecordRun,
  addressOf: AddressOf,
): PlacedPrograms {
  const place = (program: Program): PlacedProgram => {
    const { instructions } = program;
    const runs = instructions.map(({ calls }) => write(calls(addressOf)));
    const addresses = [...runs.map(({ address }) => address), write([]).address];
    const inPassing = instructions.flatMap((each) => callsInPassing(each, addressOf));
    const passing = write(joinCalls(inPassing));
    return { program, addresses, passing };
  };
  return { full: place(full), short: short === undefined ? undefined : place(short) };
}

/** The most records that the programs take; calls that are joined take fewer. */
export function countRecords({ full, short }: MinibatchPrograms): number {
  return countCalls(full) + (short === undefined ? 0 : countCalls(short));
}

function countCalls({ instructions }: Program): number {
  const nowhere = () => 0;
  return instructions.reduce(
    (count, each) => count + each.calls(nowhere).length + callsInPassing(each, nowhere).length,
    0,
  );
}

function callsInPassing(instruction: Instruction, addressOf: AddressOf): readonly KernelCall[] {
  return (instruction.callsInPassing ?? instruction.calls)(addressOf);
}
