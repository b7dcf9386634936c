/** Opens files of named arrays, NPZ or safetensors, told apart by their first bytes. */
import { DataError } from './dataError';
import type { DataBytes } from './dataFiles';
import type { MemoryBudget } from './memoryBudget';
import { openNpz } from './npz';
import type { TensorArchive } from './numericTensor';
import { openSafetensors } from './safetensors';

/** A ZIP archive begins with PK, and a safetensors file has a JSON object behind the length of its header. */
export function openTensorArchive(source: DataBytes, memory: MemoryBudget): TensorArchive {
  const { file, bytes } = source;
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return openNpz(source, memory);
  const isSafetensors = bytes[8] === 0x7b || file.toLowerCase().endsWith('.safetensors');
  if (isSafetensors) return openSafetensors(source, memory);
  const message = `${file} is neither an NPZ nor a safetensors file. Save the weights with numpy.savez or with safetensors.`;
  throw new DataError(message, { file });
}
