import { afterEach, describe, expect, it, vi } from 'vitest';

import { FollowedRun } from '../../src/extension/followedRun';
import { PanelConversation } from '../../src/extension/panel/panelConversation';
import type { ProgressReport } from '../../src/protocol/movement';
import type { PanelEvents, PanelRequests, PanelState } from '../../src/protocol/panel';
import { joinChannels } from '../../src/rpc/joinedChannels';
import { createRequester } from '../../src/rpc/peer';
import { createScriptedTrainer } from '../support/scriptedTrainer';
import { smallRun } from '../support/smallRun';

const progress: ProgressReport = {
  position: { iteration: 3, instruction: 0 },
  epoch: 0,
  computedIterations: 3,
  cost: Float64Array.of(0.5),
  alerts: [],
};

describe('the panel', () => {
  it('learns what to show when it is ready', async () => {
    const { panel } = await debuggedPanel();
    expect(await panel.request('ready', { protocol: 1 })).toMatchObject({
      kind: 'stopped',
      run: { name: 'two moons' },
      report: { reason: 'entry' },
      settings: { layout: 'columns' },
    });
  });

  it('is idle when nothing is debugged, and its questions fail', async () => {
    const { panel } = openPanel(undefined);
    expect(await panel.request('ready', { protocol: 1 })).toEqual({ kind: 'idle' });
    await expect(panel.request('summaries', {})).rejects.toThrow('Nothing is being debugged');
  });

  it('steps the run and hears where it stands', async () => {
    const { panel } = await debuggedPanel();
    const heard: number[] = [];
    panel.on('stopped', ({ position }) => heard.push(position.instruction));
    const report = await panel.request('step', {
      granularity: 'instruction',
      direction: 'forward',
      count: 3,
    });
    expect(report.position.instruction).toBe(3);
    expect(heard).toEqual([3]);
  });

  it('is sent numbers in buffers that hold nothing else', async () => {
    const { panel, scripted } = await debuggedPanel();
    const pool = Float64Array.of(1, 2, 3, 4);
    let sent: Float64Array | undefined;
    panel.on('progress', ({ cost }) => (sent = cost));
    scripted.emit('progress', { ...progress, cost: pool.subarray(1, 3) });
    await settled();
    expect(sent).toEqual(Float64Array.of(2, 3));
    expect(sent?.buffer.byteLength).toBe(16);
  });

  it.each([
    ['step', { granularity: 'layer', direction: 'forward', count: -1 }],
    ['step', { granularity: '__proto__', direction: 'forward', count: 1 }],
    ['seek', { position: { iteration: NaN, instruction: 0 } }],
    ['seek', {}],
    ['slices', { requests: Array.from({ length: 10_000 }, () => ({})) }],
    ['slices', { requests: [{ tensor: 'x'.repeat(1000) }] }],
    ['explain', { tensor: 'W1', row: 0.5, column: 0 }],
    ['lastWrite', { tensor: 7 }],
    ['lastChange', { tensor: 'W1', row: 0, column: 0, moreThan: -1 }],
    ['lastChange', { tensor: 'W1', row: -1, column: 0, moreThan: 0 }],
    ['series', { names: [7], firstIteration: 0, iterations: 1, buckets: 1 }],
    ['series', { names: [], firstIteration: 0, iterations: 1, buckets: 1, branch: -1 }],
    ['edit', { target: 'W1[0, 0]', value: 0.5 }],
    ['edit', { target: 'W1[0, 0]', value: '0'.repeat(100) }],
    ['edit', { target: 'x'.repeat(1000), value: '0.5' }],
    ['switchBranch', { branch: '2' }],
    ['compare', { branch: 1 }],
    ['compare', { branch: 1, request: { tensor: 'W1', firstRow: -1 } }],
    ['resume', null],
    ['copy', { text: 'x'.repeat(2 ** 21) }],
    ['save', { tensor: 7 }],
    ['reveal', { layer: '1' }],
    ['checkGradients', { perturbation: 0 }],
  ] as const)('case 65: may not ask %s with %j', async (method, params) => {
    const { panel, scripted } = await debuggedPanel();
    scripted.asked.length = 0;
    await expect(panel.request(method, params as never)).rejects.toThrow('The panel sent');
    expect(scripted.asked).toEqual([]);
  });

  it('may not ask for what only the extension asks', async () => {
    const { panel } = await debuggedPanel();
    await expect(panel.request('load' as 'pause', {})).rejects.toThrow('Unknown request "load"');
  });

  it('passes on nothing but the parameters that were checked', async () => {
    const { panel, scripted } = await debuggedPanel();
    const params = { granularity: 'layer', direction: 'forward', count: 1, file: '/etc/passwd' };
    await panel.request('step', params as never);
    expect(scripted.asked).toContainEqual([
      'step',
      { granularity: 'layer', direction: 'forward', count: 1 },
    ]);
  });

  it('changes numbers and goes over to branches by the trainer alone', async () => {
    const { panel, scripted } = await debuggedPanel();
    const edit = { target: 'W1[0, 0]', value: 'NaN' };
    expect(await panel.request('edit', edit)).toMatchObject({ kind: 'refused' });
    await panel.request('switchBranch', { branch: 2 });
    expect(scripted.asked.slice(-2)).toEqual([
      ['edit', edit],
      ['switchBranch', { branch: 2 }],
    ]);
  });

  it('asks VS Code for what only VS Code can do', async () => {
    const { panel, done } = await debuggedPanel();
    await panel.request('reveal', { layer: 2 });
    await panel.request('copy', { text: 'W1' });
    await panel.request('save', { tensor: 'dW2' });
    await panel.request('restart', {});
    expect(done).toEqual(['reveal 2', 'copy W1', 'save dW2', 'restart']);
  });

  it('hears how the run has ended', async () => {
    const { panel, scripted } = await debuggedPanel();
    const states: PanelState[] = [];
    panel.on('state', (state) => states.push(state));
    scripted.die('was ended by signal SIGKILL');
    await settled();
    expect(states.at(-1)).toEqual({
      kind: 'ended',
      crashed: true,
      reason:
        'The trainer process was ended by signal SIGKILL. ' +
        'The run stood at 0:X; a restart goes on from there.',
    });
  });

  it('is not told of a crash when the session has ended the trainer', async () => {
    const { panel, scripted, run } = await debuggedPanel();
    run.expectEnd();
    scripted.die('ended with exit code 0');
    expect(await panel.request('ready', { protocol: 1 })).toMatchObject({
      kind: 'ended',
      crashed: false,
    });
  });

  it('hears nothing of a run that is not shown any more', async () => {
    const { panel, scripted, conversation } = await debuggedPanel();
    const heard: unknown[] = [];
    panel.on('stopped', (report) => heard.push(report));
    conversation.close();
    scripted.stopAt({ iteration: 1, instruction: 0 }, 'step');
    await settled();
    expect(heard).toEqual([]);
  });
});

describe('progress', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it('case 57: gives its credit back once the page has handled it', async () => {
    const { panel, scripted } = await followedPanel();
    const shown: number[] = [];
    panel.on('progress', ({ position }) => shown.push(position.iteration));
    scripted.emit('progress', progress);
    await settled();
    expect(shown).toEqual([3]);
    expect(credits(scripted)).toBe(0);
    await panel.request('acknowledgeProgress', {});
    expect(credits(scripted)).toBe(1);
  });

  it('case 57: takes no more credits from the page than reports were sent to it', async () => {
    const { panel, scripted } = await followedPanel();
    scripted.emit('progress', progress);
    await settled();
    for (let times = 0; times < 10; times++) await panel.request('acknowledgeProgress', {});
    expect(credits(scripted)).toBe(1);
  });

  it('case 51: is not sent for as long as the panel is hidden, and is again when it is shown', async () => {
    const { panel, scripted, page } = await followedPanel();
    const shown: number[] = [];
    panel.on('progress', ({ position }) => shown.push(position.iteration));
    page.isVisible = false;
    for (let report = 0; report < 1000; report++) scripted.emit('progress', progress);
    await settled();
    expect(shown).toEqual([]);
    expect(credits(scripted)).toBe(1000);
    page.isVisible = true;
    scripted.emit('progress', { ...progress, position: { iteration: 9, instruction: 0 } });
    await settled();
    expect(shown).toEqual([9]);
  });

  it('case 52: goes on when the panel that had it is closed', async () => {
    const { scripted, conversation } = await followedPanel();
    scripted.emit('progress', progress);
    scripted.emit('progress', progress);
    await settled();
    conversation.close();
    await settled();
    expect(credits(scripted)).toBe(2);
  });

  it('case 52: that nobody followed has its credits back when a panel is opened', async () => {
    const { scripted, run } = await debuggedPanel();
    scripted.asked.length = 0;
    openPanel(run);
    await settled();
    expect(credits(scripted)).toBe(2);
  });

  it.each([
    [54, 'moved to another window'],
    [55, 'reloaded'],
  ])('case %i: goes on in a panel that was %s, from one state', async () => {
    const { panel, pageEnd, scripted } = await followedPanel();
    scripted.emit('progress', progress);
    scripted.emit('progress', progress);
    await settled();
    scripted.stopAt({ iteration: 7, instruction: 2 }, 'step');
    const other = createRequester<PanelRequests, PanelEvents>(pageEnd);
    expect(await other.request('ready', { protocol: 1 })).toMatchObject({
      kind: 'stopped',
      report: { position: { iteration: 7, instruction: 2 } },
    });
    await settled();
    expect(credits(scripted)).toBe(2);
    expect(panel.malformedMessages).toBe(0);
  });

  it('case 56: that a page leaves unanswered for five seconds is sent no more, and a reload offered', async () => {
    const { panel, scripted, done } = await followedPanel();
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    let shown = 0;
    panel.on('progress', () => shown++);
    scripted.emit('progress', progress);
    scripted.emit('progress', progress);
    await settled();
    vi.advanceTimersByTime(4999);
    expect(done).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(done).toEqual(['reload: The Backstep panel does not answer.']);
    for (let report = 0; report < 10; report++) scripted.emit('progress', progress);
    await settled();
    expect(shown).toBe(2);
    expect(credits(scripted)).toBe(12);
    vi.advanceTimersByTime(60_000);
    expect(done).toHaveLength(1);
    await panel.request('acknowledgeProgress', {});
    scripted.emit('progress', progress);
    await settled();
    expect(shown).toBe(3);
  });
});

describe('what no panel of ours sends', () => {
  it('case 59: a panel of another version is told so, and a reload offered', async () => {
    const { panel, done } = await debuggedPanel();
    const reason = 'The panel is of another version of Backstep.';
    for (const greeting of [{}, { protocol: 2 }, { protocol: '1' }]) {
      expect(await panel.request('ready', greeting as never)).toEqual({
        kind: 'ended',
        reason,
        crashed: false,
      });
    }
    expect(done).toEqual(Array.from({ length: 3 }, () => `reload: ${reason}`));
  });

  it.each([
    { type: 'openFile', path: '/etc/passwd' },
    { kind: 'request', id: 1, method: 'openFile', params: { path: '/etc/passwd' } },
    { kind: 'request', id: 1, method: 'reveal', params: { layer: '/etc/passwd' } },
    { kind: 'request', id: 1, method: 'constructor', params: {} },
    { kind: 'request', id: -1, method: 'restart', params: {} },
    { kind: 'request', id: 1, method: 'x'.repeat(65), params: {} },
    'restart',
    null,
    [],
  ])('case 65: %j does nothing, and is counted', async (forged) => {
    const { pageEnd, conversation, scripted, done } = await followedPanel();
    pageEnd.send(forged);
    await settled();
    expect(conversation.droppedMessages).toBe(1);
    expect(scripted.asked).toEqual([]);
    expect(done).toEqual([]);
  });

  it('case 66: a flood is dropped beyond a thousand messages, and the next second is as always', async () => {
    const { pageEnd, conversation, done, panel } = await followedPanel();
    vi.useFakeTimers({ toFake: ['performance'] });
    for (let id = 1; id <= 10_000; id++) {
      pageEnd.send({ kind: 'request', id, method: 'copy', params: { text: 'x' } });
    }
    await settled();
    expect(done).toHaveLength(1000);
    expect(conversation.droppedMessages).toBe(9000);
    vi.advanceTimersByTime(1000);
    await panel.request('copy', { text: 'y' });
    expect(done.at(-1)).toBe('copy y');
    vi.useRealTimers();
  });
});

/** With nothing asked of its trainer yet. */
async function followedPanel() {
  const opened = await debuggedPanel();
  await settled();
  opened.scripted.asked.length = 0;
  return opened;
}

async function debuggedPanel() {
  const scripted = createScriptedTrainer();
  const { trainer } = scripted.connection;
  const loading = { file: '', text: '', roots: [], memoryBudgetBytes: 0, keyframeBudgetBytes: 0 };
  const loaded = await trainer.request('load', loading);
  if (loaded.kind === 'refused') throw new Error('The scripted trainer refuses nothing.');
  const run = new FollowedRun(scripted.connection, smallRun, loaded.report);
  return { scripted, run, ...openPanel(run) };
}

/** A panel's page at the other end of a channel that can be slow or hidden. */
function openPanel(run: FollowedRun | undefined) {
  const [extensionEnd, pageEnd] = joinChannels();
  const done: string[] = [];
  const page = { isVisible: true };
  const conversation = new PanelConversation(
    {
      ...extensionEnd,
      isVisible: () => page.isVisible,
    },
    {
      shownRun: () => run,
      stateWithoutRun: () => ({ kind: 'idle' }),
      settings: () => ({ layout: 'columns' }),
      reveal: (layer) => done.push(`reveal ${layer}`),
      restart: () => done.push('restart'),
      copy: (text) => done.push(`copy ${text}`),
      save: (tensor) => done.push(`save ${tensor}`),
      offerReload: (reason) => done.push(`reload: ${reason}`),
    },
  );
  const panel = createRequester<PanelRequests, PanelEvents>(pageEnd);
  return { conversation, done, page, pageEnd, panel };
}

function credits({ asked }: ReturnType<typeof createScriptedTrainer>): number {
  return asked.filter(([method]) => method === 'acknowledgeProgress').length;
}

function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
