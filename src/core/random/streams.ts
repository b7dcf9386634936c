/**
 * What random numbers are used for. Each use has a stream of its own, so that drawing more of one never
 * shifts another. The numbers are part of the training state's meaning: changing one changes every run.
 */
export const streams = {
  initialization: 1,
  shuffle: 2,
  data: 3,
  noise: 4,
  split: 5,
  dropout: 6,
  crossCheck: 7,
} as const;

export type StreamName = keyof typeof streams;
