/** What the last instruction did: its result beside its formula. */
import type { VNode } from 'preact';

import type { InstructionDescription, RunDescription } from '../../src/protocol/run';
import { usePanel } from '../controls/panelContext';
import { shown } from '../run/reading';

import { equationScale } from './equationScale';
import { Formula, Shapes } from './formula';
import { TensorPicture } from './tensorPicture';

// Smaller than the equation above it: this is what has been, that is what comes.
const room = { width: 260, height: 132 };
const largestCell = 8;

export function JustWritten({
  run,
  instruction,
}: {
  readonly run: RunDescription;
  readonly instruction: InstructionDescription;
}): VNode {
  const { store } = usePanel().session;
  const written = run.tensors.filter(({ name }) => instruction.writes.includes(name));
  const layout = store.layout.value;
  const scale = Math.min(
    largestCell,
    equationScale(
      written.map((tensor) => ({ ...shown(tensor, layout), captionWidth: 0 })),
      room,
    ),
  );
  return (
    <div class="just-written">
      <h3>Just written</h3>
      <div class="just-written-body">
        {written.map((tensor) => (
          <TensorPicture
            key={tensor.name}
            tensor={tensor}
            transposed={false}
            scale={scale}
            state="just written"
          />
        ))}
        <div>
          <Formula instruction={instruction} layout={layout} />
          <Shapes instruction={instruction} />
          {instruction.note && <p class="note">{instruction.note}</p>}
        </div>
      </div>
    </div>
  );
}
