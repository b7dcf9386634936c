/** The order in which tensors are listed: data, then layer by layer, then what belongs to no layer. */
import type { RunDescription, TensorDescription } from '../../src/protocol/run';

export interface TensorGroup {
  readonly title: string;
  /** Absent for data, and for what belongs to no layer. */
  readonly layer?: number;
  readonly tensors: readonly TensorDescription[];
}

const order: Record<TensorDescription['role'], number> = {
  data: 0,
  parameter: 1,
  activation: 2,
  gradient: 3,
  statistics: 4,
  optimizerState: 5,
  cost: 6,
  hyperparameter: 7,
};

export function groupTensors({ tensors, layers }: RunDescription): TensorGroup[] {
  const sorted = [...tensors].sort((first, second) => order[first.role] - order[second.role]);
  const isData = ({ role, layer }: TensorDescription): boolean => role === 'data' && !layer;
  const byLayer = new Map<number | undefined, TensorDescription[]>();
  for (const tensor of sorted) {
    const group = byLayer.get(tensor.layer);
    if (group) group.push(tensor);
    else byLayer.set(tensor.layer, [tensor]);
  }
  const groups = [
    { title: 'data', tensors: sorted.filter(isData) },
    ...layers.map(({ layer, title }) => ({
      title: `${layer} · ${title}`,
      layer,
      tensors: byLayer.get(layer) ?? [],
    })),
    {
      title: 'loss and the rest',
      tensors: sorted.filter((tensor) => !isData(tensor) && !tensor.layer),
    },
  ];
  return groups.filter((group) => group.tensors.length > 0);
}
