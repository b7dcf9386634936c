/**
 * What a client may ask of the run that is debugged, each with its answer.
 *
 * The run is looked up for every request, because a restart puts another one in its place; before one is loaded
 * the look-up fails, and so does the request.
 */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';

import type { Granularity } from '../protocol/position';
import type { Handlers } from '../rpc/peer';
import type { DapRequests } from './dapRequests';
import type { DebuggedRun } from './debuggedRun';
import { lastChangeMovement, lastWriteMovement, runToMovement } from './searchRequests';
import { checkedBranch, checkedPosition, checkedStep } from './stepArguments';

/** What the session answers itself: its beginning and end, and what tells it of changed files. */
type SessionRequest =
  | 'initialize'
  | 'launch'
  | 'attach'
  | 'restart'
  | 'configurationDone'
  | 'disconnect'
  | 'terminate'
  | 'setBreakpoints'
  | 'backstep/saveTrace';

export function runRequests(run: () => DebuggedRun): Omit<Handlers<DapRequests>, SessionRequest> {
  return {
    threads: () => ({ threads: [{ id: 1, name: 'training' }] }),
    stackTrace: () => run().stackTrace(),
    scopes: ({ frameId }) => run().scopes(frameId),
    variables: (args) => run().children(args),
    setVariable: (args) => run().setVariable(args),
    setExpression: (args) => run().setExpression(args),
    evaluate: (args) => run().evaluate(args),
    completions: (args) => run().completions(args),
    readMemory: (args) => run().memory.read(args),
    exceptionInfo: () => run().exceptionInfo(),
    source: (args) => run().listing(args),
    loadedSources: () => run().loadedSources(),

    setFunctionBreakpoints: (args) => run().breakpoints.setNames(args),
    setDataBreakpoints: (args) => run().breakpoints.setData(args),
    setExceptionBreakpoints: (args) => run().breakpoints.setAlerts(args),
    dataBreakpointInfo: (args) => run().dataBreakpointInfo(args),
    breakpointLocations: (args) => ({ breakpoints: run().breakpoints.locations(args) }),
    gotoTargets: (args) => run().gotoTargets(args),

    next: ({ granularity }) => run().step(granularityOf(granularity), 'forward'),
    stepIn: () => run().step('instruction', 'forward'),
    stepOut: () => run().move({ kind: 'finishIteration' }),
    stepBack: ({ granularity }) => run().step(granularityOf(granularity), 'backward'),
    continue: () => {
      run().move({ kind: 'resume', direction: 'forward' });
      return { allThreadsContinued: true };
    },
    reverseContinue: () => run().move({ kind: 'resume', direction: 'backward' }),
    pause: () => run().pause(),
    cancel: (args) => run().cancel(args),
    goto: ({ targetId }) => run().goto(targetId),
    restartFrame: ({ frameId }) => run().restartFrame(frameId),

    'backstep/inlineValues': () => run().inlineValues(),
    'backstep/save': (args) => run().save(args),
    'backstep/step': (args) => run().moved({ kind: 'step', ...checkedStep(args) }),
    'backstep/seek': (args) => run().moved({ kind: 'seek', position: checkedPosition(args) }),
    'backstep/lastWrite': (args) => run().search((at) => lastWriteMovement(at, args)),
    'backstep/lastChange': (args) => run().search((at) => lastChangeMovement(at, args)),
    'backstep/runTo': (args) => run().search(() => runToMovement(run().breakpoints, args)),
    'backstep/state': () => run().state(),
    'backstep/branches': () => run().branches(),
    'backstep/switchBranch': (args) =>
      run().moved({ kind: 'switchBranch', branch: checkedBranch(args) }),
    'backstep/checkGradients': (args) => run().checkGradients(args),
  };
}

/** A line or a statement of the network file is a layer. */
function granularityOf(wanted: Dap.SteppingGranularity | undefined): Granularity {
  return wanted === 'instruction' ? 'instruction' : 'layer';
}
