/** Opens files of named arrays, NPZ or safetensors, told apart by their first bytes and not by their name. */
import type { DataBytes } from './dataFiles';
import type { MemoryBudget } from './memoryBudget';
import { openNpz } from './npz';
import type { TensorArchive } from './numericTensor';
import { openSafetensors } from './safetensors';

/** A ZIP archive begins with PK; everything else is taken for safetensors, whose reader says what is wrong. */
export function openTensorArchive(source: DataBytes, memory: MemoryBudget): TensorArchive {
  const [first, second] = source.bytes;
  const isZip = first === 0x50 && second === 0x4b;
  return isZip ? openNpz(source, memory) : openSafetensors(source, memory);
}
