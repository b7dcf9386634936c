/**
 * The version of the arithmetic: raised with every change of the kernels or the core that changes a fingerprint.
 *
 * What was computed by another version is not replayed, because its numbers would differ.
 */
export const numericsVersion = 1;
