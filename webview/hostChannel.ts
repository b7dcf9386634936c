/** The channel between the page and the extension, and what VS Code keeps for the page. */
import type { Channel } from '../src/rpc/channel';
import type { PageMemory } from './state/lastView';

declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
};

export interface Host {
  readonly channel: Channel;
  readonly memory: PageMemory;
}

/** VS Code allows one call in the life of a page. A webview's channel never closes: the page goes with it. */
export function connectHost(): Host {
  const host = acquireVsCodeApi();
  return {
    channel: {
      send: (message) => host.postMessage(message),
      onMessage(listener) {
        window.addEventListener('message', ({ data }: MessageEvent<unknown>) => listener(data));
      },
      onClose: () => undefined,
    },
    memory: { read: () => host.getState(), write: (state) => host.setState(state) },
  };
}
