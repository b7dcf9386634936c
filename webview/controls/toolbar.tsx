/** The controls of time: five granularities in both directions, run and pause, and where the run stands. */
import type { VNode } from 'preact';

import type { PanelSession } from '../state/panelSession';

import { usePanel } from './panelContext';
import { PositionText } from './positionText';
import { shortcuts } from './shortcuts';
import type { Shortcut } from './shortcuts';
import { IconButton } from './toolkit';

export function Toolbar(): VNode {
  const { session } = usePanel();
  const { kind } = session.store.connection.value;
  const stopped = kind === 'stopped';
  const control = (icon: string, label: string, shortcut: Shortcut): VNode => (
    <IconButton
      icon={icon}
      label={label}
      title={`${label} (${shortcut.text})`}
      disabled={!stopped}
      onPress={() => shortcut.action(session)}
    />
  );
  return (
    <div class="toolbar" role="toolbar" aria-label="Stepping">
      <div class="controls">
        <div class="control-group" role="group" aria-label="Instruction">
          {control('chevron-left', 'Back one instruction', shortcuts.instructionBack)}
          <span class="control-name">instruction</span>
          {control('chevron-right', 'Forward one instruction', shortcuts.instructionForward)}
        </div>
        <div class="control-group" role="group" aria-label="Layer">
          {control('debug-step-back', 'Back one layer', shortcuts.layerBack)}
          <span class="control-name">layer</span>
          {control('debug-step-over', 'Forward one layer', shortcuts.layerForward)}
        </div>
        <div class="control-group" role="group" aria-label="Phase">
          {control('chevron-left', 'Back one phase', shortcuts.phaseBack)}
          <span class="control-name">phase</span>
          {control('chevron-right', 'Forward one phase', shortcuts.phaseForward)}
        </div>
        <div class="control-group" role="group" aria-label="Iteration">
          {control('arrow-left', 'Back one iteration', shortcuts.iterationBack)}
          <span class="control-name">iteration</span>
          {control('arrow-right', 'Forward one iteration', shortcuts.iterationForward)}
        </div>
        <div class="control-group" role="group" aria-label="Epoch">
          {control('arrow-left', 'Back one epoch', shortcuts.epochBack)}
          <span class="control-name">epoch</span>
          {control('arrow-right', 'Forward one epoch', shortcuts.epochForward)}
        </div>
        <RunGroup session={session} />
      </div>
      <PositionText />
    </div>
  );
}

function RunGroup({ session }: { readonly session: PanelSession }): VNode {
  const { kind } = session.store.connection.value;
  return (
    <div class="control-group" role="group" aria-label="Run">
      <IconButton
        icon="debug-reverse-continue"
        label="Run backward"
        disabled={kind !== 'stopped'}
        onPress={() => session.run('backward')}
      />
      <IconButton
        icon="debug-pause"
        label="Pause"
        title={`Pause (${shortcuts.runOrPause.text})`}
        disabled={kind !== 'running'}
        onPress={() => session.pause()}
      />
      <IconButton
        icon="debug-continue"
        label="Run forward"
        title={`Run forward (${shortcuts.runOrPause.text})`}
        disabled={kind !== 'stopped'}
        onPress={() => session.run('forward')}
      />
    </div>
  );
}
