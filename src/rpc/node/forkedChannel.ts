/**
 * A child process and the channel to it.
 *
 * The child gets a filtered environment and exactly the Node options given here: an extension host's own
 * options would end it at once. What it prints is kept for the report of a crash, never shown as it comes.
 * The channel closes when the child exits, however it does; its last messages may be lost then.
 */
import { type ChildProcess, fork } from 'node:child_process';

import type { Channel } from '../channel';
import { childEnvironment } from './childEnvironment';
import { describeExit } from './exitReason';
import { RecentText } from './recentText';

export interface ForkOptions {
  /** Options of Node itself, such as `--max-old-space-size=512`; none of the parent's are inherited. */
  readonly execArgv?: readonly string[];
  readonly cwd?: string;
  /** A child that has sent no message at all this long after its start is ended; absent: it may be silent. */
  readonly firstMessageMs?: number;
}

export interface ForkedChannel extends Channel {
  readonly pid: number | undefined;
  /** What the child printed last, at most 64 KB. */
  recentOutput(): string;
  /** Asks the child to end by disconnecting; one that has not ended after two seconds is killed. */
  close(): void;
}

const recentOutputLimit = 64 * 1024;
const graceMs = 2000;

/** Starts `script` in a process of its own. A process that cannot be started is a channel that closes at once. */
export function openForkedChannel(script: string, options: ForkOptions = {}): ForkedChannel {
  const child = fork(script, [], {
    execArgv: [...(options.execArgv ?? [])],
    serialization: 'advanced',
    env: childEnvironment(process.env),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    ...(options.cwd !== undefined && { cwd: options.cwd }),
  });
  const output = new RecentText(recentOutputLimit);
  child.stdout?.setEncoding('utf8').on('data', (text: string) => output.append(text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => output.append(text));

  const closing = watchForEnd(child, output);
  if (options.firstMessageMs !== undefined)
    expectMessage(child, options.firstMessageMs, closing.end);
  return {
    pid: child.pid,
    send(message) {
      // A child that has just died shows as an error here before `exit` comes, which tells the listeners.
      if (child.connected) child.send(message as object, () => undefined);
    },
    onMessage(listener) {
      child.on('message', listener);
    },
    onClose: closing.onClose,
    recentOutput: () => output.toString(),
    close() {
      if (child.connected) child.disconnect();
      const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
      closing.onClose(() => clearTimeout(timer));
    },
  };
}

/** The deadline is for a start that fails without an end; whatever is asked later may take its time. */
function expectMessage(child: ChildProcess, withinMs: number, end: (reason: string) => void): void {
  const timer = setTimeout(() => {
    // When this process itself was held up, the message may be there and only not have been read.
    setImmediate(() => {
      if (hasSpoken) return;
      end(`gave no sign of life for ${withinMs / 1000} seconds after its start and was ended`);
      child.kill('SIGKILL');
    });
  }, withinMs);
  let hasSpoken = false;
  child.once('message', () => {
    hasSpoken = true;
    clearTimeout(timer);
  });
  child.once('exit', () => clearTimeout(timer));
}

interface Closing extends Pick<Channel, 'onClose'> {
  /** Tells the listeners, once. */
  end(reason: string): void;
}

function watchForEnd(child: ChildProcess, output: RecentText): Closing {
  const listeners: ((reason: string) => void)[] = [];
  let endReason: string | undefined;

  function end(reason: string): void {
    if (endReason !== undefined) return;
    endReason = reason;
    for (const listener of listeners) listener(reason);
  }
  child.on('error', (error) => {
    // `error` also reports a message that could not be sent or a kill that failed: the child lives on then.
    if (child.pid === undefined) end(`could not be started: ${error.message}`);
  });
  child.on('exit', (code, signal) => {
    // The pipes may still hold the last words. One turn of the event loop lets them in; waiting for `close`
    // instead could take for ever when a grandchild has inherited the pipe.
    setImmediate(() => end(describeExit({ code, signal, output: output.toString() })));
  });

  return {
    end,
    onClose(listener) {
      if (endReason === undefined) listeners.push(listener);
      else listener(endReason);
    },
  };
}
