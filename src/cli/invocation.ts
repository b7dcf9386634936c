/** What was asked for, read from the arguments and checked. */
import { parseArgs } from 'node:util';

import { commandOf, commands, helpText, usage, type CommandName } from './commands';

export type Invocation =
  | { readonly kind: 'help'; readonly text: string }
  | { readonly kind: 'version' }
  | {
      readonly kind: 'train';
      readonly file: string;
      readonly iterations?: number;
      readonly format: 'text' | 'json';
      readonly save?: string;
    }
  | {
      readonly kind: 'dump';
      readonly file: string;
      readonly at: string;
      readonly out: string;
      readonly init?: string;
    }
  | {
      readonly kind: 'trace';
      readonly file: string;
      readonly iterations: number;
      readonly out: string;
    }
  | { readonly kind: 'check'; readonly file: string; readonly at?: string }
  | { readonly kind: 'program'; readonly file: string }
  | { readonly kind: 'dap' };

/** The arguments are not those of any command; the message says what would be. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** `args` are those behind the program's name. Throws a `UsageError`. */
export function parseInvocation(args: readonly string[]): Invocation {
  const [first, ...rest] = args;
  if (first === undefined || first === '--help' || first === '-h' || first === 'help') {
    return { kind: 'help', text: helpText(rest.find(isCommandName)) };
  }
  if (first === '--version') return { kind: 'version' };
  if (!isCommandName(first)) {
    const names = Object.keys(commands).join(', ');
    throw new UsageError(`There is no command "${first}". The commands are ${names}.`);
  }
  return parseCommand(first, rest);
}

function isCommandName(text: string): text is CommandName {
  return Object.hasOwn(commands, text);
}

function parseCommand(name: CommandName, args: readonly string[]): Invocation {
  const { values, operands } = readOptions(name, args);
  if (values.get('help') !== undefined) return { kind: 'help', text: helpText(name) };
  requireOptions(name, values);
  if (name === 'dap') {
    if (operands.length > 0) throw wrong(name, `"${operands[0]}" is too much`);
    return { kind: 'dap' };
  }
  return withFile(name, { file: oneFile(name, operands), text: (option) => values.get(option) });
}

interface Arguments {
  readonly file: string;
  /** The value of an option; an empty string for a switch that is on. */
  readonly text: (option: string) => string | undefined;
}

function withFile(name: Exclude<CommandName, 'dap'>, { file, text }: Arguments): Invocation {
  switch (name) {
    case 'train': {
      const iterations = positiveInteger(name, text('iterations'));
      const format = text('json') === undefined ? 'text' : 'json';
      return {
        kind: name,
        file,
        format,
        ...given('iterations', iterations),
        ...given('save', text('save')),
      };
    }
    case 'dump': {
      const [at, out] = [text('at') ?? '', text('out') ?? ''];
      return { kind: name, file, at, out, ...given('init', text('init')) };
    }
    case 'trace': {
      const iterations = positiveInteger(name, text('iterations')) ?? 1;
      return { kind: name, file, iterations, out: text('out') ?? '' };
    }
    case 'check':
      return { kind: name, file, ...given('at', text('at')) };
    case 'program':
      return { kind: name, file };
    default:
      return name satisfies never;
  }
}

/** `{ key: value }`, or nothing when there is no value. */
function given<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, V>);
}

function readOptions(
  name: CommandName,
  args: readonly string[],
): { readonly values: ReadonlyMap<string, string>; readonly operands: readonly string[] } {
  const known = Object.entries(commandOf(name).options).map(
    ([option, { value }]) =>
      [option, { type: value === undefined ? ('boolean' as const) : ('string' as const) }] as const,
  );
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { ...Object.fromEntries(known), help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    });
    const texts = Object.entries(values).map(
      ([option, value]) => [option, typeof value === 'string' ? value : ''] as const,
    );
    return { values: new Map(texts), operands: positionals };
  } catch (error) {
    // Node explains at length how to escape a dash; its first sentence says what is wrong.
    throw wrong(
      name,
      error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error),
    );
  }
}

function requireOptions(name: CommandName, values: ReadonlyMap<string, string>): void {
  for (const [option, { required, value }] of Object.entries(commandOf(name).options)) {
    if (required === true && !values.has(option))
      throw wrong(name, `--${option} ${value} is missing`);
    if (value !== undefined && values.get(option) === '') throw wrong(name, `--${option} is empty`);
  }
}

function oneFile(name: CommandName, operands: readonly string[]): string {
  const [file, extra] = operands;
  if (file === undefined || file === '') throw wrong(name, 'The network file is missing');
  if (extra !== undefined)
    throw wrong(name, `One network file is expected, "${extra}" is too much`);
  return file;
}

function positiveInteger(name: CommandName, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (/^[0-9]+$/.test(text) && 1 <= value && value <= Number.MAX_SAFE_INTEGER) return value;
  throw wrong(name, `--iterations takes a whole number from 1 on, not "${text}"`);
}

function wrong(name: CommandName, what: string): UsageError {
  return new UsageError(`${what.replace(/\.$/, '')}. Usage: backstep ${usage(name)}`);
}
