/**
 * A conversation over the Debug Adapter Protocol as text to be read by people.
 *
 * Numbers with many digits are masked: they are proven elsewhere, and a transcript should change only when
 * the conversation does.
 */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';

const width = 110;

export function transcript(messages: readonly Dap.ProtocolMessage[]): string {
  return messages.map(messageText).join('\n') + '\n';
}

function messageText(message: Dap.ProtocolMessage): string {
  if (message.type === 'request') {
    const { command, arguments: args } = message as Dap.Request;
    return `\n→ ${command}${bodyText(args)}`;
  }
  if (message.type === 'event') {
    const { event, body } = message as Dap.Event;
    return `! ${event}${bodyText(body)}`;
  }
  const { command, body, success, message: failure } = message as Dap.Response;
  return success ? `← ${command}${bodyText(body)}` : `✗ ${command} ${failure ?? ''}`;
}

function bodyText(body: unknown): string {
  if (body === undefined || (isObject(body) && Object.keys(body).length === 0)) return '';
  return ` ${masked(valueText(body, ''))}`;
}

/** On one line when it fits, else an entry a line. */
function valueText(value: unknown, indent: string): string {
  const flat = flatText(value);
  if (!isObject(value) || indent.length + flat.length <= width) return flat;
  const inner = `${indent}  `;
  const lines = Array.isArray(value)
    ? value.map((each) => `${inner}${valueText(each, inner)}`)
    : entriesOf(value).map(([key, each]) => `${inner}${key}: ${valueText(each, inner)}`);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${lines.join('\n')}\n${indent}${close}`;
}

function flatText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flatText).join(', ')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const entries = entriesOf(value).map(([key, each]) => `${key}: ${flatText(each)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

function entriesOf(value: object): [string, unknown][] {
  return Object.entries(value).filter(([, each]) => each !== undefined);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function masked(text: string): string {
  return text.replace(/-?\d+\.\d{2,}(?:e[+-]?\d+)?/g, '#');
}
