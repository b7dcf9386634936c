/** The panel: mounts its views on a channel to the extension, and draws what the connection allows. */
import { effect } from '@preact/signals';
import { render } from 'preact';
import type { VNode } from 'preact';

import type { PanelEvents, PanelRequests } from '../src/protocol/panel';
import { createRequester } from '../src/rpc/peer';

import { TrendView } from './charts/trendView';
import { EmptyState, EndedBanner, EndedState, NoticeBar } from './controls/messages';
import { PanelContext } from './controls/panelContext';
import type { PanelEnvironment } from './controls/panelContext';
import { Announcer } from './controls/positionText';
import { listenToShortcuts } from './controls/shortcuts';
import { Toolbar } from './controls/toolbar';
import { registerToolkit } from './controls/toolkit';
import { TooltipLayer } from './controls/tooltip';
import { NowView } from './equation/nowView';
import { AlertList } from './inspector/alertList';
import { MetricsView } from './inspector/metricsView';
import { GradientCheckView } from './inspector/gradientCheckView';
import { Hyperparameters } from './inspector/hyperparameters';
import { SelectedTensor } from './inspector/selectedTensor';
import { WhyView } from './inspector/whyView';
import type { Host } from './hostChannel';
import { NetworkView } from './network/networkView';
import { createFrames } from './painting/frames';
import { watchTheme } from './painting/theme';
import { rememberLastView } from './state/lastView';
import { createPanelSession } from './state/panelSession';
import type { PanelSession } from './state/panelSession';
import { TensorList } from './tensors/tensorList';
import { BranchList } from './timeline/branchList';
import { Timeline } from './timeline/timeline';

/** Draws the panel into `root`; from here on everything comes over the channel. */
export function startPanel(root: HTMLElement, { channel, memory }: Host): void {
  registerToolkit();
  const trainer = createRequester<PanelRequests, PanelEvents>(channel);
  const session = createPanelSession(rememberLastView(trainer, memory));
  const panel = { session, frames: createFrames(), theme: watchTheme(root.ownerDocument.body) };
  markPainted(root, panel);
  // The browser may take a canvas its pixels away, as when the graphics driver starts anew.
  root.addEventListener('contextrestored', ({ target }) => target && panel.frames.again(target), {
    capture: true,
  });
  listenToShortcuts(root.ownerDocument.body, session);
  render(
    <PanelContext.Provider value={panel}>
      <Panel session={session} />
    </PanelContext.Provider>,
    root,
  );
}

/**
 * Writes the number of the stop whose pictures are on screen into `data-painted`, so that the way from a key
 * to its picture can be measured from outside.
 */
function markPainted(root: HTMLElement, { session, frames }: PanelEnvironment): void {
  effect(() => {
    const sequence = session.store.completeSequence.value;
    frames.afterPaint(() => {
      root.dataset.painted = String(sequence);
    });
  });
}

function Panel({ session }: { readonly session: PanelSession }): VNode {
  const { connection, run } = session.store;
  const { kind } = connection.value;
  if (kind === 'connecting') return <main class="panel" aria-busy="true" />;
  if (kind === 'idle') return <EmptyState />;
  if (kind === 'ended' && run.value === undefined) return <EndedState />;
  return (
    <main class={`panel panel-${kind}`} aria-label="Backstep">
      <Toolbar />
      <Timeline />
      <BranchList />
      <EndedBanner />
      <NoticeBar />
      <div class="columns" inert={kind === 'ended'}>
        <div class="column-main">
          <NetworkView />
          <NowView />
          <TensorList />
          <TrendView />
        </div>
        <div class="column-side">
          <div class="column-side-content">
            <WhyView />
            <SelectedTensor />
            <AlertList />
            <MetricsView />
            <Hyperparameters />
            <GradientCheckView />
          </div>
        </div>
      </div>
      <Announcer />
      <TooltipLayer />
    </main>
  );
}
