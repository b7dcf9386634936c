/**
 * A channel that takes no more than so many messages a second; what comes beyond is dropped and counted.
 *
 * A page asks some four questions for each stop that it draws, and more when something is selected: a few hundred at
 * 100 presses a second. More than a thousand are no panel of ours.
 */
import type { Channel } from '../../rpc/channel';

const mostPerSecond = 1000;

export interface LimitedChannel extends Channel {
  readonly droppedMessages: number;
}

/** `now` is in milliseconds and never goes back. */
export function limitMessages(
  channel: Channel,
  now: () => number = () => performance.now(),
): LimitedChannel {
  let secondBegan = -Infinity;
  let taken = 0;
  let droppedMessages = 0;
  return {
    send: (message) => channel.send(message),
    onMessage(listener) {
      channel.onMessage((message) => {
        const time = now();
        if (secondBegan + 1000 <= time) {
          secondBegan = time;
          taken = 0;
        }
        if (mostPerSecond <= taken) droppedMessages++;
        else {
          taken++;
          listener(message);
        }
      });
    },
    onClose: (listener) => channel.onClose(listener),
    get droppedMessages() {
      return droppedMessages;
    },
  };
}
