/** Where a replay has left another number than a keyframe has, for whoever must be told. */
import type { Machine } from '../machine/machine';

import type { Keyframe } from './keyframes';

export interface Difference {
  /** `W1[0, 3] = 0.25` */
  readonly found: string;
  readonly expected: string;
}

/** The first number in the order of memory; undefined when all are the same. */
export function firstDifference(machine: Machine, keyframe: Keyframe): Difference | undefined {
  const { iteration, bytes } = keyframe;
  return machine
    .programOf(iteration)
    .tensors.filter(({ persistent }) => persistent)
    .map(({ name }) => machine.view(name, iteration))
    .sort((a, b) => a.values.byteOffset - b.values.byteOffset)
    .flatMap(({ spec, columns, values }) => {
      const start = values.byteOffset - machine.persistent.address;
      const { buffer } = bytes.slice(start, start + values.byteLength);
      const kept =
        values instanceof Float64Array ? new Float64Array(buffer) : new Float32Array(buffer);
      const index = values.findIndex((value, place) => !Object.is(value, kept[place]));
      if (index < 0) return [];
      const name = `${spec.name}[${Math.floor(index / columns)}, ${index % columns}]`;
      return [
        { found: `${name} = ${text(values[index]!)}`, expected: `${name} = ${text(kept[index]!)}` },
      ];
    })
    .at(0);
}

function text(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}
