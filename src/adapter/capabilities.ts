/** What Backstep can do, as the Debug Adapter Protocol puts it. */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';

import { alertFilters } from './alertFilters';
import { breakpointModes } from './breakpointModes';

export const capabilities: Dap.Capabilities = {
  supportsConfigurationDoneRequest: true,
  supportsStepBack: true,
  supportsRestartRequest: true,
  supportsRestartFrame: true,
  supportsSetVariable: true,
  supportsSetExpression: true,
  supportsEvaluateForHovers: true,
  supportsClipboardContext: true,
  supportsCompletionsRequest: true,
  supportsReadMemoryRequest: true,
  supportsANSIStyling: true,
  supportsSteppingGranularity: true,
  supportsCancelRequest: true,
  supportsGotoTargetsRequest: true,
  supportsBreakpointLocationsRequest: true,
  supportsLoadedSourcesRequest: true,
  supportsExceptionInfoRequest: true,
  supportsTerminateRequest: true,
  // The whole stack is three frames.
  supportsDelayedStackTraceLoading: false,
  supportsConditionalBreakpoints: true,
  supportsHitConditionalBreakpoints: true,
  supportsLogPoints: true,
  supportsFunctionBreakpoints: true,
  supportsDataBreakpoints: true,
  breakpointModes: [...breakpointModes],
  supportsExceptionFilterOptions: true,
  exceptionBreakpointFilters: [...alertFilters],
};
