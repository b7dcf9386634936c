/** Proves that a replay has led to the numbers that a keyframe has, and says which is the first that differs. */
import type { Machine } from '../machine/machine';

import type { Keyframe } from './keyframes';
import { ReplayMismatchError } from './replayMismatch';

/** Throws a `ReplayMismatchError` when the machine's persistent block has another fingerprint. */
export function proveReplay(machine: Machine, keyframe: Keyframe): void {
  const fingerprint = machine.fingerprint();
  if (fingerprint === keyframe.fingerprint) return;
  const { found, expected } = firstDifference(machine, keyframe) ?? {
    found: `fingerprint ${fingerprint}`,
    expected: `fingerprint ${keyframe.fingerprint}`,
  };
  throw new ReplayMismatchError(keyframe.iteration, expected, found);
}

interface Difference {
  /** `W1[0, 3] = 0.25` */
  readonly found: string;
  readonly expected: string;
}

/** In the order of memory; undefined when the numbers are the same and only the fingerprint is another. */
function firstDifference(machine: Machine, keyframe: Keyframe): Difference | undefined {
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
