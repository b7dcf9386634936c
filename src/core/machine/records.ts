/** Programs as records: the form in which the kernels' own loop runs them. */
import type { KernelCall } from '../kernels/kernelCall';
import { record, type KernelExports } from '../kernels/kernelExports';

/** Records that lie one behind the other in linear memory. */
export interface RecordRun {
  /** Address of the first one. */
  readonly address: number;
  readonly count: number;
}

/** Returns a function that writes calls as records, each time behind the last ones, from `address` on. */
export function recordWriter(
  kernels: KernelExports,
  address: number,
): (calls: readonly KernelCall[]) => RecordRun {
  const opcodes = readOpcodes(kernels);
  let next = address;
  return (calls) => {
    const { buffer } = kernels.memory;
    const slots = new Float64Array(buffer, next, calls.length * record.slots);
    calls.forEach((call, index) => {
      slots.set(slotsOf(call, opcodes), index * record.slots);
    });
    const run = { address: next, count: calls.length };
    next += calls.length * record.byteLength;
    return run;
  };
}

function slotsOf({ kernel, operands }: KernelCall, opcodes: ReadonlyMap<string, number>): number[] {
  const opcode = opcodes.get(kernel);
  if (opcode === undefined) throw new RangeError(`The kernels do not know "${kernel}"`);
  const room: number = record.slots - 1;
  if (room < operands.length) {
    throw new RangeError(
      `"${kernel}" has ${operands.length} operands, a record holds ${record.slots - 1}`,
    );
  }
  return [opcode, ...operands];
}

/** The opcode of every kernel, read from the module so that no number is written twice. */
export function readOpcodes(kernels: KernelExports): ReadonlyMap<string, number> {
  const prefix = 'op_';
  return new Map(
    Object.entries(kernels).flatMap(([name, value]: [string, unknown]) => {
      const opcode: unknown = value instanceof WebAssembly.Global ? value.value : value;
      return name.startsWith(prefix) && typeof opcode === 'number'
        ? [[name.slice(prefix.length), opcode]]
        : [];
    }),
  );
}
