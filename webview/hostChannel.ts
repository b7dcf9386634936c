/** The channel between the page and the extension. */
import type { Channel } from '../src/rpc/channel';

declare function acquireVsCodeApi(): { postMessage(message: unknown): void };

/** VS Code allows one call in the life of a page. A webview's channel never closes: the page goes with it. */
export function hostChannel(): Channel {
  const host = acquireVsCodeApi();
  return {
    send: (message) => host.postMessage(message),
    onMessage(listener) {
      window.addEventListener('message', ({ data }: MessageEvent<unknown>) => listener(data));
    },
    onClose: () => undefined,
  };
}
