/** Programs as records: the form in which the kernels' own loop runs them. */
import type { KernelCall } from '../kernels/kernelCall';
import { record, type KernelExports, type Opcodes } from '../kernels/kernelExports';

/** Where in the records each instruction begins; the last entry is the end of the program. */
export type RecordOffsets = readonly number[];

/** The opcode of every kernel, read from the module so that no number is written twice. */
export function readOpcodes(kernels: KernelExports): Opcodes {
  const opcodes: Record<string, number> = {};
  for (const [name, value] of Object.entries(kernels)) {
    if (!name.startsWith('op_')) continue;
    const opcode: unknown = value instanceof WebAssembly.Global ? value.value : value;
    if (typeof opcode === 'number') opcodes[name.slice('op_'.length)] = opcode;
  }
  return opcodes as Opcodes;
}

/** Writes `calls` as records from the first slot of `slots` on. */
export function writeRecords(
  slots: Float64Array,
  calls: readonly KernelCall[],
  opcodes: Opcodes,
): void {
  calls.forEach(({ kernel, operands }, index) => {
    const opcode: number | undefined = opcodes[kernel];
    if (opcode === undefined) throw new RangeError(`The kernels do not know "${kernel}"`);
    if (operands.length >= record.slots) {
      throw new RangeError(
        `"${kernel}" has ${operands.length} operands, a record holds ${record.slots - 1}`,
      );
    }
    slots.set([opcode, ...operands], index * record.slots);
  });
}
