/**
 * Whole iterations, one behind the other: what a machine does for one, for as many as it wants at once.
 *
 * src/core/kernels/passagePlan.ts has the plan that says what an iteration is.
 */
import { run } from './execute';

export function runIterations_f64(plan: usize, first: f64, count: i32, rows: usize, isMeasured: i32): void {
  runIterations<f64>(plan, first, count, rows, isMeasured);
}

export function runIterations_f32(plan: usize, first: f64, count: i32, rows: usize, isMeasured: i32): void {
  runIterations<f32>(plan, first, count, rows, isMeasured);
}

/** Where things stand in a plan, each a u32. */
@inline const CONTROL: usize = 0;
@inline const ITERATIONS_PER_EPOCH: usize = 4;
@inline const FULL: usize = 8;
@inline const FULL_COUNT: usize = 12;
@inline const LAST: usize = 16;
@inline const LAST_COUNT: usize = 20;
@inline const COST: usize = 24;
@inline const MEASUREMENT: usize = 28;
@inline const MEASUREMENT_COUNT: usize = 32;
@inline const MEASURES: usize = 36;

/** For each iteration a row of float64: the cost and, where it is measured, the measures; else room for them. */
function runIterations<T>(plan: usize, first: f64, count: i32, rows: usize, isMeasured: i32): void {
  const control = <usize>load<u32>(plan, CONTROL);
  const iterationsPerEpoch = load<i32>(plan, ITERATIONS_PER_EPOCH);
  const measureCount = load<i32>(plan, MEASUREMENT_COUNT);
  const measures = <usize>load<u32>(plan, MEASURES);
  let left = iterationsPerEpoch - <i32>(<i64>first % <i64>iterationsPerEpoch);
  for (let done = 0; done < count; done++) {
    store<f64>(control, first + <f64>done);
    left--;
    if (left) {
      run<T>(load<u32>(plan, FULL), load<i32>(plan, FULL_COUNT));
    } else {
      run<T>(load<u32>(plan, LAST), load<i32>(plan, LAST_COUNT));
      left = iterationsPerEpoch;
    }
    store<f64>(rows, load<f64>(load<u32>(plan, COST)));
    if (isMeasured) {
      run<T>(load<u32>(plan, MEASUREMENT), measureCount);
      memory.copy(rows + 8, measures, <usize>measureCount << 3);
    }
    rows += <usize>(measureCount + 1) << 3;
  }
}
