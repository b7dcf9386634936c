/** Tensors to a file whose name says in which format: `.safetensors`, or NPZ for any other name. */
import { writeNpz, type NamedArray } from './npzWriter';
import { writeSafetensors } from './safetensorsWriter';

export function tensorFile(name: string, arrays: readonly NamedArray[]): Uint8Array {
  const isSafetensors = name.toLowerCase().endsWith('.safetensors');
  return isSafetensors ? writeSafetensors(arrays) : writeNpz(arrays);
}
