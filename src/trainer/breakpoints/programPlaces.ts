/** Where in the program the tensors get their values. */
import type { Program } from '../../core';

export interface ProgramPlaces {
  readonly program: Program;
  /** Instructions that write the tensor, ascending. */
  writers(tensor: string): readonly number[];
  /** Whether the name has a value before this instruction; true for most that are no tensors. */
  hasValueAt(name: string, instruction: number): boolean;
  /** Whether it has the value with which the iteration ends. */
  isFinalAt(tensor: string, instruction: number): boolean;
  isPersistent(tensor: string): boolean;
}

export function programPlaces(program: Program): ProgramPlaces {
  const specs = new Map(program.tensors.map((spec) => [spec.name, spec]));
  const writers = (tensor: string): readonly number[] =>
    program.instructions.flatMap(({ writes }, index) => (writes.includes(tensor) ? [index] : []));
  const isPersistent = (tensor: string): boolean => specs.get(tensor)?.persistent === true;
  return {
    program,
    writers,
    isPersistent,
    hasValueAt(name, instruction) {
      // The share of right outputs is known with the outputs.
      const tensor = name === 'accuracy' ? program.output : name;
      if (!specs.has(tensor) || isPersistent(tensor)) return true;
      const [first] = writers(tensor);
      return first !== undefined && first < instruction;
    },
    isFinalAt(tensor, instruction) {
      const last = writers(tensor).at(-1);
      return last !== undefined && last < instruction;
    },
  };
}
