/** What the client can do with our answers; what it has not said it cannot. */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';

export interface ClientAbilities {
  /** Opens the bytes behind a variable. */
  readonly memoryReferences: boolean;
  /** Wants to hear that they have changed. */
  readonly memoryEvents: boolean;
  /** Asks again for what it shows when it is told that it has changed. */
  readonly invalidatedEvents: boolean;
  /** Shows how far something has come that takes long. */
  readonly progress: boolean;
  /** Colors text by ANSI escape sequences. */
  readonly ansiStyling: boolean;
}

export function clientAbilitiesOf(
  client: Partial<Dap.InitializeRequestArguments>,
): ClientAbilities {
  return {
    memoryReferences: client.supportsMemoryReferences === true,
    memoryEvents: client.supportsMemoryEvent === true,
    invalidatedEvents: client.supportsInvalidatedEvent === true,
    progress: client.supportsProgressReporting === true,
    ansiStyling: client.supportsANSIStyling === true,
  };
}
