/** The operands of a record: slot 0 holds the opcode, each slot a float64. */

@inline
export const RECORD_BYTES: usize = 128;

@inline
export function opcode(record: usize): i32 {
  return count(record, 0);
}

@inline
export function address(record: usize, slot: i32): usize {
  return <usize>count(record, slot);
}

@inline
export function count(record: usize, slot: i32): i32 {
  return <i32>reinterpret<i64>(number(record, slot) + UNIT_BIT);
}

/** A number of which the last bit is worth 1: adding it leaves a whole number in the lowest bits, sooner than conversion. */
@inline
const UNIT_BIT: f64 = 6755399441055744;

@inline
export function seed(record: usize, slot: i32): i64 {
  return <i64>number(record, slot);
}

@inline
export function number(record: usize, slot: i32): f64 {
  return load<f64>(record + (<usize>slot << 3));
}
