/** The marks on one tensor's pictures: what is hovered and selected, here and in the tensors made from it. */
import type { TensorRegion } from '../../src/protocol/explanation';
import type { Marks } from '../painting/paintMarks';
import type { PanelSession } from '../state/panelSession';

/** Undefined when there are none. */
export function marksOf(tensor: string, { store, explanations }: PanelSession): Marks | undefined {
  const hover = store.hover.value;
  const selection = store.selection.value;
  const hovered = hover?.tensor === tensor ? hover.cell : undefined;
  const selected = selection?.tensor === tensor ? selection.cell : undefined;
  const sources = hover ? own(hover.sources, tensor) : explained(tensor, explanations);
  if (!hovered && !selected && sources.length === 0) return undefined;
  return { sources, ...(hovered && { hovered }), ...(selected && { selected }) };
}

function explained(
  tensor: string,
  { answer }: Pick<PanelSession['explanations'], 'answer'>,
): readonly TensorRegion[] {
  if (answer.value?.kind !== 'explained') return [];
  return own(answer.value.explanation.regions, tensor);
}

function own(regions: readonly TensorRegion[], tensor: string): readonly TensorRegion[] {
  return regions.filter((region) => region.tensor === tensor);
}
