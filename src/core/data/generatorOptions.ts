/** What a generator is asked for. */
import type { GeneratorShape } from '../../network/dataSource';

export type GeneratorOptions = GeneratorShape & {
  readonly samples: number;
  /** Standard deviation, in the units of the plane or of the price; for images, how much they differ. */
  readonly noise: number;
  /** Of plane shapes: 2 but for spirals and blobs, which may have more. */
  readonly classes: number;
  readonly seed: number;
};
