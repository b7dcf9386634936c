/** What the command line offers, as one table: arguments are read by it and the help is printed from it. */

export interface Command {
  /** Whether the command takes the network file as its one operand. */
  readonly takesFile: boolean;
  readonly summary: string;
  readonly options: Readonly<Record<string, CommandOption>>;
}

export interface CommandOption {
  /** What stands after the option, `FILE`; absent for a switch. */
  readonly value?: string;
  readonly required?: true;
  readonly help: string;
}

export const commands = {
  train: {
    takesFile: true,
    summary: 'trains and prints the metrics',
    options: {
      iterations: { value: 'N', help: 'stop after N iterations instead of all epochs' },
      json: { help: 'print one JSON object a line, for every iteration' },
      save: {
        value: 'FILE.npz',
        help: 'write the parameters there when it ends, or FILE.safetensors',
      },
    },
  },
  dump: {
    takesFile: true,
    summary: 'runs to a position and writes every tensor that has a value there',
    options: {
      at: {
        value: 'POSITION',
        required: true,
        help: 'ITERATION:NAME, the instruction about to run, such as 12:dW2 or 12:end',
      },
      out: { value: 'FILE.npz', required: true, help: 'where to write the tensors' },
      init: {
        value: 'FILE.npz',
        help: 'start from these parameters (W1, b1, …), or FILE.safetensors',
      },
    },
  },
  check: {
    takesFile: true,
    summary: 'checks shapes, alerts and gradients; exits with 1 when something is wrong',
    options: {
      at: { value: 'POSITION', help: 'where to check; the end of the first iteration by default' },
    },
  },
  trace: {
    takesFile: true,
    summary: 'trains and writes the run to a file that a debugger can go on with',
    options: {
      iterations: { value: 'N', required: true, help: 'how far to train' },
      out: { value: 'FILE.nntrace', required: true, help: 'where to write the run' },
    },
  },
  program: { takesFile: true, summary: 'prints the program of one iteration', options: {} },
  dap: {
    takesFile: false,
    summary: 'speaks the Debug Adapter Protocol over standard input and output',
    options: {},
  },
} as const satisfies Readonly<Record<string, Command>>;

export type CommandName = keyof typeof commands;

/** The help of one command, or of all. */
export function helpText(name?: CommandName): string {
  if (name === undefined) return overview();
  const { summary, options } = commandOf(name);
  const table = Object.entries(options).map(([option, { value, help }]) => ({
    left: `--${option}${value === undefined ? '' : ` ${value}`}`,
    right: help,
  }));
  const optionLines = table.length === 0 ? [] : ['', ...columns(table)];
  return [`Usage: backstep ${usage(name)}`, '', sentence(summary), ...optionLines, ''].join('\n');
}

/** `train FILE [--iterations N] [--json] [--save FILE.npz]` */
export function usage(name: CommandName): string {
  const { takesFile, options } = commandOf(name);
  const parts = Object.entries(options).map(([option, { value, required }]) => {
    const text = `--${option}${value === undefined ? '' : ` ${value}`}`;
    return required === true ? text : `[${text}]`;
  });
  return [name, ...(takesFile ? ['FILE'] : []), ...parts].join(' ');
}

/** The table's entry, in its general type. */
export function commandOf(name: CommandName): Command {
  return commands[name];
}

function overview(): string {
  const names = Object.keys(commands) as CommandName[];
  return [
    'Usage: backstep COMMAND …',
    '',
    'Debugs the training of neural networks. FILE is a network file, *.nn.jsonc.',
    '',
    ...columns(names.map((name) => ({ left: usage(name), right: commandOf(name).summary }))),
    '',
    '"backstep COMMAND --help" explains one command; "backstep --version" prints the version.',
    'Exit codes: 0 all is well, 1 a check found something wrong, 2 the input cannot be used.',
    '',
  ].join('\n');
}

function columns(rows: readonly { readonly left: string; readonly right: string }[]): string[] {
  const width = Math.max(...rows.map(({ left }) => left.length));
  return rows.map(({ left, right }) => `  ${left.padEnd(width)}  ${right}`);
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
