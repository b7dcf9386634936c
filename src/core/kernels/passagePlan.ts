/**
 * What the kernels must know to run whole iterations by themselves: where each of these uint32 stands, and how many
 * bytes they take. Addresses are of the first of some records, or of a float64.
 */
export const passagePlan = {
  /** The control block. */
  control: 0,
  iterationsPerEpoch: 4,
  /** Records of an iteration with a full minibatch, and of the last one of an epoch. */
  full: 8,
  fullCount: 12,
  last: 16,
  lastCount: 20,
  cost: 24,
  /** Records that measure, and what they write. */
  measurement: 28,
  measurementCount: 32,
  measures: 36,
  byteLength: 40,
} as const;
