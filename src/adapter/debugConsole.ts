/** What a run has to say in the client's debug console. */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';

import type { Alert } from '../protocol/alert';
import { ChannelClosedError } from '../rpc/peer';
import type { ClientAbilities } from './clientAbilities';
import type { DapEvents } from './dapRequests';
import { lineOfLayer } from './networkLines';
import type { StackSetting } from './stackFrames';
import { styledText } from './styledText';

export interface DebugConsoleOptions {
  readonly client: ClientAbilities;
  emit(event: 'output', body: DapEvents['output']): void;
}

export class DebugConsole {
  constructor(
    private readonly setting: StackSetting,
    private readonly options: DebugConsoleOptions,
  ) {}

  /** `place` is where the line leads to. */
  print(text: string, place: Partial<Dap.OutputEvent['body']> = {}): void {
    const output = `${styledText(text, this.options.client)}\n`;
    this.options.emit('output', { category: 'console', output, ...place });
  }

  /** Leads to the line of the alert's layer in the network file. */
  printAlert({ layer, title, evidence, reason, advice }: Alert): void {
    const { run, sources, base } = this.setting;
    const line = lineOfLayer(run, layer);
    this.print(
      `${title}: ${evidence}. ${reason} ${advice}`,
      line === undefined ? {} : { source: sources.network, line: line + base.firstLine },
    );
  }

  printFailure(error: unknown): void {
    // The end of the trainer is told by the session, once.
    if (error instanceof ChannelClosedError) return;
    const message = error instanceof Error ? error.message : String(error);
    this.options.emit('output', { category: 'stderr', output: `${message}\n` });
  }
}
