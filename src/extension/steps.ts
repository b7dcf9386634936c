/** The step commands: every granularity in both directions. package.json declares the same list. */
import type { Direction, Granularity } from '../protocol/position';

export interface StepCommand {
  readonly command: string;
  readonly granularity: Granularity;
  readonly direction: Direction;
}

const granularities: readonly Granularity[] = [
  'instruction',
  'layer',
  'phase',
  'iteration',
  'epoch',
];
const directions: readonly Direction[] = ['forward', 'backward'];

/** `backstep.stepLayerBackward` and the like. */
export const stepCommands: readonly StepCommand[] = granularities.flatMap((granularity) =>
  directions.map((direction) => ({
    command: `backstep.step${capitalized(granularity)}${capitalized(direction)}`,
    granularity,
    direction,
  })),
);

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
