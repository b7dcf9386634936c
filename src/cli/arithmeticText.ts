/** In what a run computes: `float64, strict kernels`, and why they are not those that the file asks for. */
import type { Run } from '../trainer/run';

export function arithmeticText({
  spec,
  kernels,
  kernelNotice,
}: Pick<Run, 'spec' | 'kernels' | 'kernelNotice'>): string {
  const text = `${spec.training.precision}, ${kernels} kernels`;
  return kernelNotice === undefined ? text : `${text}. ${kernelNotice}`;
}
