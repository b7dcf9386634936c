/** The selected tensor in detail: a larger picture, its statistics, and how its numbers are distributed. */
import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

import type { RunDescription, TensorDescription } from '../../src/protocol/run';
import { usePanel } from '../controls/panelContext';
import { Section } from '../controls/section';
import { IconButton } from '../controls/toolkit';
import { useWidth } from '../controls/useWidth';
import { equationScale, pictureSize } from '../equation/equationScale';
import { Symbol } from '../equation/formula';
import { reductionText } from '../equation/reductionText';
import { Heatmap } from '../heatmap/heatmap';
import { hasValue } from '../run/place';
import { shapeText, shown } from '../run/reading';
import type { Summary } from '../state/summaryBook';
import { formatCount, formatNumber } from '../text/formatNumber';

import { BranchComparison } from './branchComparison';
import { CellEditor } from './cellEditor';
import { Histogram } from './histogram';
import { LastChanges } from './lastChanges';
import { NumbersTable } from './numbersTable';

const detailCells = 4096;

export function SelectedTensor(): VNode {
  const { session } = usePanel();
  const { store } = session;
  const run = store.run.value;
  const name = store.selection.value?.tensor;
  const tensor = run?.tensors.find((candidate) => candidate.name === name);
  return (
    <Section
      title="Selected tensor"
      name="selected"
      action={
        tensor && (
          <IconButton
            icon="close"
            label="Clear selection"
            title="Clear selection (Escape)"
            onPress={() => session.clearSelection()}
          />
        )
      }
    >
      {run && tensor ? (
        <Detail run={run} tensor={tensor} />
      ) : (
        <p class="hint">Click a tensor or a layer to see it in detail.</p>
      )}
    </Section>
  );
}

function Detail({
  run,
  tensor,
}: {
  readonly run: RunDescription;
  readonly tensor: TensorDescription;
}): VNode {
  const { session } = usePanel();
  const { store, slices, summaries } = session;
  const layout = store.layout.value;
  const position = store.position.value;
  const element = useRef<HTMLDivElement>(null);
  const width = useWidth(element);
  const slice = slices.of(tensor.name).value;
  const computed = position !== undefined && hasValue(run, position, tensor.name);
  const size = shown(tensor, layout);
  useEffect(() => slices.show(tensor.name, detailCells), [slices, tensor.name]);
  return (
    <div class="detail" ref={element}>
      <div class="detail-head">
        <Symbol name={tensor.name} />
        <span class="dim">
          {shapeText(tensor, layout)} {run.precision}
        </span>
        <LastChanges run={run} tensor={tensor} />
        <IconButton
          icon="save"
          label={`Save ${tensor.name} as .npy or .csv`}
          disabled={!computed || store.connection.value.kind !== 'stopped'}
          onPress={() => session.save(tensor.name)}
        />
      </div>
      {!computed && <p class="hint">Not computed yet in this iteration.</p>}
      {computed && width > 0 && (
        <>
          {tensor.rows * tensor.columns > 1 && (
            <Heatmap
              keys="cells"
              tensor={tensor}
              transposed={false}
              filled
              {...pictureSize(
                size,
                equationScale([{ ...size, captionWidth: 0 }], { width, height: 300 }),
              )}
            />
          )}
          <CellEditor tensor={tensor} />
          {slice && <p class="reduction">{reductionText(slice, layout)}</p>}
          <Statistics summary={summaries.summaries.value.get(tensor.name)} />
          {slice?.values && slice.values.length > 1 && (
            <Histogram values={slice.values} width={width} />
          )}
          <BranchComparison tensor={tensor} width={width} />
        </>
      )}
    </div>
  );
}

function Statistics({ summary }: { readonly summary: Summary | undefined }): VNode | null {
  if (!summary) return null;
  const { min, max, mean, standardDeviation, norm, zeros, notFinite } = summary;
  return (
    <NumbersTable
      rows={[
        { name: 'min · max', text: `${formatNumber(min)} · ${formatNumber(max)}` },
        { name: 'mean · std', text: `${formatNumber(mean)} · ${formatNumber(standardDeviation)}` },
        { name: 'norm', text: formatNumber(norm) },
        { name: 'zeros', text: formatCount(zeros) },
        ...(0 < notFinite
          ? [{ name: 'NaN or infinite', text: formatCount(notFinite), isBad: true }]
          : []),
      ]}
    />
  );
}
