/** The learning rate of an epoch. */

const enum Schedule {
  Constant,
  InverseTime,
  Step,
  Cosine,
}

/**
 * rate (one float64) for the epoch of `control.iteration`: `base`; base / (1 + first · epoch); base times
 * `second` every `first` epochs, by repeated multiplication; first + ½ (base - first) (1 + cos(π epoch / epochs)).
 */
export function schedule(
  rate: usize,
  control: usize,
  kind: i32,
  base: f64,
  first: f64,
  second: f64,
  iterationsPerEpoch: f64,
  epochs: f64,
): void {
  const epoch = floor<f64>(load<f64>(control) / iterationsPerEpoch);
  store<f64>(rate, rateOf(kind, base, first, second, epoch, epochs));
}

function rateOf(kind: i32, base: f64, first: f64, second: f64, epoch: f64, epochs: f64): f64 {
  switch (kind) {
    case Schedule.InverseTime:
      return base / (1 + first * epoch);
    case Schedule.Step:
      for (let steps = floor<f64>(epoch / first); 0 < steps; steps--) base *= second;
      return base;
    case Schedule.Cosine:
      return first + 0.5 * (base - first) * (1 + NativeMath.cos((Math.PI * epoch) / epochs));
    default:
      return base;
  }
}
