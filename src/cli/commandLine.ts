/** One invocation from arguments to exit code; whatever goes wrong ends here, in a sentence. */
import { check } from './check';
import { dump } from './dump';
import { exitCode, type ExitCode } from './exitCode';
import { InterruptedError } from './interruption';
import { parseInvocation, type Invocation } from './invocation';
import { problemText, RefusedError } from './openRun';
import { program } from './program';
import type { Surroundings } from './surroundings';
import { ReaderGoneError } from './textOutput';
import { trace } from './trace';
import { train } from './train';

export interface CommandLineOptions extends Surroundings {
  readonly version: string;
  /** Serves the Debug Adapter Protocol until its client goes away. */
  serveDebugAdapter(): Promise<void>;
}

export async function runCommandLine(
  args: readonly string[],
  options: CommandLineOptions,
): Promise<ExitCode> {
  try {
    return await execute(parseInvocation(args), options);
  } catch (error) {
    options.progress.clear();
    return await report(error, options);
  }
}

async function execute(invocation: Invocation, options: CommandLineOptions): Promise<ExitCode> {
  switch (invocation.kind) {
    case 'help':
      await options.output.write(invocation.text);
      return exitCode.success;
    case 'version':
      await options.output.write(`${options.version}\n`);
      return exitCode.success;
    case 'train':
      return train(invocation, options);
    case 'dump':
      return dump(invocation, options);
    case 'check':
      return check(invocation, options);
    case 'trace':
      return trace(invocation, options);
    case 'program':
      return program(invocation, options);
    case 'dap':
      await options.serveDebugAdapter();
      return exitCode.success;
    default:
      return invocation satisfies never;
  }
}

async function report(error: unknown, { errors }: CommandLineOptions): Promise<ExitCode> {
  if (error instanceof ReaderGoneError) return exitCode.success;
  if (error instanceof InterruptedError) return exitCode.interrupted;
  if (error instanceof RefusedError) {
    await errors.write(error.problems.map((problem) => `${problemText(problem)}\n`).join(''));
    return exitCode.refused;
  }
  const message = error instanceof Error ? error.message : String(error);
  await errors.write(`backstep: ${message}\n`);
  return isForTheUser(error) ? exitCode.refused : exitCode.bug;
}

/** Whether the message was written for the user, who can do something about it. */
function isForTheUser(error: unknown): boolean {
  return error instanceof Error && ['UsageError', 'OutputError', 'UserError'].includes(error.name);
}
