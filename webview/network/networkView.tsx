/** The network as a row of cards, with what this iteration has done to each layer so far. */
import type { VNode } from 'preact';

import type { Position } from '../../src/protocol/position';
import type { LayerDescription, RunDescription } from '../../src/protocol/run';
import { Icon } from '../controls/icon';
import { usePanel } from '../controls/panelContext';
import { Section } from '../controls/section';
import { cacheState, passProgress } from '../run/cacheState';
import type { CacheState } from '../run/cacheState';
import { isTooDeepToDraw } from '../run/drawnLayers';
import { nextInstruction } from '../run/place';
import { shapeText } from '../run/reading';
import { formatCount } from '../text/formatNumber';

import { Flow } from './flow';
import { LossCard } from './lossCard';

const cacheIcons: Record<CacheState, string> = {
  empty: 'circle-large',
  'being written': 'edit',
  waiting: 'clockface',
  'being read': 'eye',
  done: 'check',
};

// From here on there is no room for shapes and names: the cards say what moves, and the rest on hover.
const mostFullCards = 6;

export function NetworkView(): VNode {
  const { store } = usePanel().session;
  const run = store.run.value;
  const position = store.position.value;
  return (
    <Section
      title="Network"
      name="network"
      action={
        run && (
          <span class="section-note">
            {run.precision}, {run.kernels} kernels
          </span>
        )
      }
    >
      {run && isTooDeepToDraw(run) && (
        <p class="dim">
          {formatCount(run.layers.length)} layers are too many to draw. Below are the tensors of the
          layer where the run stands; the Variables view has those of every layer.
        </p>
      )}
      {run && position && !isTooDeepToDraw(run) && (
        <div class={run.layers.length > mostFullCards ? 'layers layers-compact' : 'layers'}>
          <InputCard run={run} position={position} />
          {run.layers.map((layer) => (
            <LayerCard key={layer.layer} run={run} position={position} layer={layer} />
          ))}
          <LossCard run={run} position={position} />
        </div>
      )}
    </Section>
  );
}

interface PlaceProps {
  readonly run: RunDescription;
  readonly position: Position;
}

function InputCard({ run, position }: PlaceProps): VNode {
  const { session } = usePanel();
  const input = run.tensors.find(({ name }) => name === 'X');
  const running = session.store.connection.value.kind === 'running';
  const current = !running && nextInstruction(run, position)?.phase === 'batch';
  return (
    <button
      type="button"
      class={`layer-card layer-edge ${current ? 'layer-current' : ''}`}
      aria-current={current ? 'step' : undefined}
      onClick={() => input && session.select({ tensor: input.name })}
    >
      <span class="layer-title">
        A<sup>[0]</sup> = X
      </span>
      <span class="layer-tensors">{input && shapeText(input, session.store.layout.value)}</span>
      <Flow forward={position.instruction > 0 ? 1 : 0} backward={0} />
    </button>
  );
}

function LayerCard({
  run,
  position,
  layer,
}: PlaceProps & { readonly layer: LayerDescription }): VNode {
  const { session } = usePanel();
  const { alerts, connection, layout } = session.store;
  const running = connection.value.kind === 'running';
  const next = nextInstruction(run, position);
  const current = !running && next?.layer === layer.layer;
  const alert = alerts.value.find((raised) => raised.layer === layer.layer);
  const cache = cacheState(run, position, layer.layer);
  const first = layer.tensors.at(-1);
  return (
    <button
      type="button"
      class={`layer-card ${current ? 'layer-current' : ''}`}
      aria-current={current ? 'step' : undefined}
      title="Click for its output, double-click for its line in the network file"
      onClick={() => first && session.select({ tensor: first })}
      onDblClick={() => session.reveal(layer.layer)}
    >
      <span class="layer-title">
        <span class="layer-number">{layer.layer} · </span>
        {layer.title}
      </span>
      {alert && (
        <span class="badge badge-warning">
          <Icon name="warning" /> {shortTitle(alert.title)}
        </span>
      )}
      <span class="layer-tensors">
        {shapesOf(run, layer).map(([names, shape]) => (
          <span key={names}>
            {names} {layout.value === 'columns' ? shape.columns : shape.rows}
          </span>
        ))}
      </span>
      <span class={`layer-cache cache-${cache.replace(' ', '-')}`}>
        <span class="layer-cache-state">
          {!running && <Icon name={cacheIcons[cache]} />} cache {running ? '' : cache}
        </span>
        <span class="layer-cache-tensors">{layer.cache.join(' ')}</span>
      </span>
      <Flow
        forward={
          running ? 0 : passProgress(run, position, { phase: 'forward', layer: layer.layer })
        }
        backward={
          running ? 0 : passProgress(run, position, { phase: 'backward', layer: layer.layer })
        }
      />
    </button>
  );
}

/** `W1 (16, 2)`, `Z1 A1 (16, 32)`: neighbors of one shape share it. */
function shapesOf(
  run: RunDescription,
  { tensors }: LayerDescription,
): [string, { readonly columns: string; readonly rows: string }][] {
  const groups: [string, { columns: string; rows: string }][] = [];
  for (const name of tensors) {
    const tensor = run.tensors.find((candidate) => candidate.name === name);
    if (tensor === undefined) continue;
    const shape = { columns: shapeText(tensor, 'columns'), rows: shapeText(tensor, 'rows') };
    const last = groups.at(-1);
    if (last?.[1].columns === shape.columns) last[0] += ` ${name}`;
    else groups.push([name, shape]);
  }
  return groups;
}

/** `Vanishing gradient, layer 1` without the layer, which the card says already. */
function shortTitle(title: string): string {
  return title.split(',')[0]!.toLowerCase();
}
