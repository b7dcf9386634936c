/** A client of a debug session: sends requests, waits for answers and events, and remembers everything. */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';

import type { DapEvents, DapRequests } from '../../src/adapter/dapRequests';
import type { BackstepDebugSession } from '../../src/adapter/session';
import type { Params, Result } from '../../src/rpc/peer';

/** What a client speaks to. */
export type SpokenSession = Pick<BackstepDebugSession, 'receive' | 'onMessage'>;

export class DapClient {
  /** All messages of both sides, in order. */
  readonly messages: Dap.ProtocolMessage[] = [];
  private readonly answers = new Map<number, (response: Dap.Response) => void>();
  private readonly waiting: { event: string; resolve(body: unknown): void }[] = [];
  private readonly unread: Dap.Event[] = [];
  private sequence = 0;

  constructor(private readonly session: SpokenSession) {
    session.onMessage((message) => this.take(message));
  }

  /** The body of the answer; throws an error with the message when it is a failure. */
  async request<M extends keyof DapRequests>(
    command: M,
    args: Params<DapRequests[M]>,
  ): Promise<Result<DapRequests[M]>> {
    const seq = ++this.sequence;
    const answer = new Promise<Dap.Response>((resolve) => this.answers.set(seq, resolve));
    const message: Dap.Request = { seq, type: 'request', command, arguments: args };
    this.messages.push(message);
    this.session.receive(message);
    const response = await answer;
    if (!response.success) throw new Error(response.message);
    return response.body as Result<DapRequests[M]>;
  }

  /** The next event of this name that has not been waited for yet. */
  event<E extends keyof DapEvents>(event: E): Promise<DapEvents[E]> {
    const index = this.unread.findIndex((candidate) => candidate.event === event);
    const [found] = index < 0 ? [] : this.unread.splice(index, 1);
    if (found !== undefined) return Promise.resolve(found.body as DapEvents[E]);
    return new Promise((resolve) => {
      this.waiting.push({ event, resolve: resolve });
    });
  }

  /** Bodies of all events of this name so far. */
  events<E extends keyof DapEvents>(event: E): DapEvents[E][] {
    return this.messages
      .filter((message): message is Dap.Event => message.type === 'event')
      .filter((message) => message.event === event)
      .map(({ body }) => body as DapEvents[E]);
  }

  /** What was printed to the debug console. */
  output(): string {
    return this.events('output')
      .map(({ output }) => output)
      .join('');
  }

  private take(message: Dap.ProtocolMessage): void {
    this.messages.push(message);
    if (message.type === 'response') {
      const response = message as Dap.Response;
      this.answers.get(response.request_seq)?.(response);
      return;
    }
    const event = message as Dap.Event;
    const index = this.waiting.findIndex((candidate) => candidate.event === event.event);
    const [waiting] = index < 0 ? [] : this.waiting.splice(index, 1);
    if (waiting === undefined) this.unread.push(event);
    else waiting.resolve(event.body);
  }
}
