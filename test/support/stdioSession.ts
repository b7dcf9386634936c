/** A debug session in a process of its own, spoken to over standard input and output. */
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';

import { frameMessage, MessageReader } from '../../src/adapter/messageFraming';
import type { SpokenSession } from './dapClient';

export function stdioSession(child: ChildProcessWithoutNullStreams): SpokenSession {
  const reader = new MessageReader();
  return {
    receive: (message) => void child.stdin.write(frameMessage(message)),
    onMessage(listener) {
      child.stdout.on('data', (piece: Buffer) => {
        for (const message of reader.read(piece)) listener(message as Dap.ProtocolMessage);
      });
    },
  };
}
