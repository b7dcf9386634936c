/** What must be reached, as ratios to named peers: they hold on any machine, absolute figures do not. */
const speedTargets = [
  { of: 'A float32 strict', least: { pytorch: 60, numpy: 20, tfjs: 300 } },
  { of: 'A float64 strict', least: { pytorch: 20, numpy: 7 } },
  { of: 'B float32 strict', least: { pytorch: 1.05, 'pytorch-hooks': 1.2, tfjs: 10 } },
  { of: 'B float64 strict', least: { 'pytorch-hooks': 0.9 } },
  { of: 'B float32 turbo', least: { pytorch: 1.6, numpy: 1 } },
  { of: 'C float32 strict', least: { pytorch: 1.4, convnetjs: 60 } },
  { of: 'C float64 strict', least: { pytorch: 1.4 } },
];

/** The least ratio of `build` to `peer`, or undefined where none is asked for. */
export function targetOf({ workload, precision, build, peer }) {
  const own = `${workload} ${precision} ${build}`;
  return speedTargets.find(({ of }) => of === own)?.least[peer];
}

/** Of the time of a whole run. */
export const mostKeyframeCost = 0.03;

/** On the JavaScript heap, per iteration. */
export const mostHeapBytes = 0;

/** From the start of the trainer's process to its first stop. */
export const longestColdStartMs = 300;

/** Of the machine's limit for 128-bit multiplications and additions, from 64 × 128 × 128 up. */
export const leastPartOfLimit = 0.85;

/** How many times as fast as NumPy's two forward passes for each parameter. */
export const leastGradientCheckRatio = 40;
