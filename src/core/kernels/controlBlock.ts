/**
 * The control block: a few float64 in linear memory by which a machine tells the kernels where they are.
 *
 * It is not part of the training state: the machine writes `iteration` before an iteration runs, and
 * `orderEpoch` only remembers for which epoch the order region was filled last (-1: for none).
 */
export const controlBlock = { iteration: 0, orderEpoch: 8, byteLength: 16 } as const;
