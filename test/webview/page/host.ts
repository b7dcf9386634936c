/**
 * Stands in for VS Code in the page under test: gives the panel `acquireVsCodeApi`, with the scripted trainer
 * behind it, and keeps what breaks the content security policy.
 */
import type { Recording } from './recording';
import { ScriptedTrainer } from './scriptedTrainer';
import type { ScriptOptions } from './scriptedTrainer';

declare global {
  interface Window {
    trainer: ScriptedTrainer;
    violations: string[];
    acquireVsCodeApi: () => {
      postMessage(message: unknown): void;
      getState(): unknown;
      setState(state: unknown): void;
    };
    script: { readonly recording: Recording; readonly options: ScriptOptions };
  }
}

const listeners: ((message: unknown) => void)[] = [];

window.violations = [];
document.addEventListener('securitypolicyviolation', (violation) => {
  window.violations.push(
    `${violation.violatedDirective} ${violation.blockedURI} ${violation.sample}`,
  );
});
window.addEventListener('error', ({ message }) => window.violations.push(`error ${message}`));
window.addEventListener('unhandledrejection', ({ reason }) =>
  window.violations.push(`rejected ${reason}`),
);

window.trainer = new ScriptedTrainer(
  {
    // What arrives is a copy, as it is in VS Code.
    send: (message) => window.postMessage(message, '*'),
    onMessage: (listener) => listeners.push(listener),
    onClose: () => undefined,
  },
  window.script.recording,
  window.script.options,
);

window.acquireVsCodeApi = () => ({
  postMessage(message) {
    const copy = structuredClone(message);
    queueMicrotask(() => listeners.forEach((listener) => listener(copy)));
  },
  // As JSON, and longer than a page lives, as in VS Code.
  getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null') as unknown,
  setState: (state) => sessionStorage.setItem('state', JSON.stringify(state)),
});
