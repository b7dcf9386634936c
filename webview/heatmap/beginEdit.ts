/** Beginning to change a cell: it is selected, and its editor opens. */
import type { Cell } from '../run/cellText';
import type { PanelSession } from '../state/panelSession';

/** Only where the picture shows each number; in a reduced one a cell stands for several. */
export function beginEdit(session: PanelSession, tensor: string, cell: Cell): void {
  const slice = session.slices.of(tensor).peek();
  if (slice?.values === undefined || slice.rowsPerCell !== 1 || slice.columnsPerCell !== 1) return;
  session.select({ tensor, cell });
  // It would go on telling the old number.
  session.store.tooltip.value = undefined;
  session.store.editing.value = elementText(tensor, cell);
}

/** `W1[0, 3]`, in memory order, as the trainer reads it, whatever the layout shows. */
export function elementText(tensor: string, { row, column }: Cell): string {
  return `${tensor}[${row}, ${column}]`;
}
