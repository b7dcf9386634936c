/**
 * Every sentence in which the adapter tells the user that something did not work.
 *
 * Each says what was found, what was expected, and what to do.
 */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';

import type { LoadProblem } from '../protocol/loading';

/** A failure that the user can act on; its message is shown as it is. */
export class UserError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UserError';
  }
}

export const errors = {
  unknownRequest: (command: string) => `Backstep does not know the request "${command}".`,

  noProgram: () =>
    'The launch configuration names no network file. Set "program" to the path of a *.nn.jsonc file.',

  noTrace: () =>
    'The launch configuration names no trace. Set "trace" to the path of a *.nntrace file.',

  badSession: () =>
    'The session to go on from has a name of at most 64 letters, digits and dashes. Leave "resume" out.',

  badFile: () => 'A file is named by its whole path. Give "file" as a text.',

  unreadable: (file: string, reason: string) =>
    `The network file ${file} cannot be read (${reason}). Check "program" in the launch configuration.`,

  refused(problems: readonly LoadProblem[]): string {
    const [first] = problems;
    if (first === undefined) return 'The network cannot be trained, and no reason was given.';
    const others = problems.length - 1;
    if (others === 0) return problem(first);
    return `${problem(first)} (and ${others} more ${others === 1 ? 'problem' : 'problems'})`;
  },

  problem,

  trainerEnded: (reason: string) =>
    `The trainer process ${reason}. Nothing runs any more; restart the session to train again.`,

  notLoaded: () => 'No network is loaded yet. Start the session with a "launch" request.',

  launchedTwice: () =>
    'This session debugs a network already. Start another session for another file.',

  sourceChanged: (file: string) =>
    `${file} has changed since this run was loaded. The run goes on as it was loaded; restart to train the network as it is now.`,

  running: () => 'The run is moving. Pause it to look at its numbers.',

  earlierStop: () => 'This value belongs to an earlier stop. Ask again for the scopes of this one.',

  notComputed: (name: string) => `${name} is not computed yet in this iteration`,

  tooLongToCopy: (name: string, { found, most }: { found: number; most: number }) =>
    `${name} has ${found} numbers; at most ${most} are copied as text. Copy a slice, or save it to a file.`,

  notChangeable: (name: string) =>
    `${name} cannot be changed. Change a single number: an element of a tensor, or the learning rate.`,

  badMemory: ({ memoryReference, offset = 0, count }: Dap.ReadMemoryArguments) =>
    `Found memory of "${memoryReference}" from byte ${offset}, ${count} bytes; expected the name of a tensor and whole numbers.`,

  unknownTarget: (id: number) => `There is no place to jump to with number ${id}.`,

  unknownSource: () =>
    'This session knows no such source; those without a file are the program listing, number 1, and the network of a trace, number 2.',

  badStep: () =>
    'A step takes a granularity (instruction, layer, phase, iteration, epoch), a direction (forward, backward) and a count from 1 to 1000000.',

  badBranch: () => 'A branch is named by its number; "backstep/branches" lists them.',

  badPosition: () =>
    'A position is { iteration, instruction }, both whole numbers that are not negative.',

  badLine: () => 'A line is a whole number that is not negative.',

  otherFile: (file: string) => `This session debugs ${file}.`,

  noLayer: (layer: number, layers: number) =>
    `This network has no layer ${layer}; its layers are 1 to ${layers}.`,

  noFunction: (name: string, layers: number) =>
    `Nothing is named "${name}". Write a layer, such as "layer 1" (there are ${layers}), or a tensor that the program writes, such as dW1.`,

  noTensor: (name: string) => `This run has no tensor named "${name}".`,

  neverWritten: (tensor: string) => `${tensor} never changes: no instruction writes it.`,

  outside: (name: string, { rows, columns }: { readonly rows: number; readonly columns: number }) =>
    `${name} is outside of this tensor of ${rows} × ${columns}, counted from 0.`,

  notWatchable: (name: string) =>
    `"${name}" cannot be watched. Break on a tensor or on one of its elements.`,

  manyNumbers: (tensor: string) =>
    `${tensor} has many numbers. Ask about one of them, such as ${tensor}[0, 0].`,

  badAmount: () => 'The amount of a change is a number that is not negative.',

  badRunTo: () => 'A run to a line takes a source, a line and a direction (forward, backward).',

  onlyWrites: () => 'Backstep breaks when a value is written, not when it is read.',

  unknownMode: (mode: string) =>
    `There is no breakpoint mode "${mode}"; there are all, forward, backward and update.`,

  notInMode: (label: string, phases: readonly string[]) =>
    `Never stops in this mode (${label}): the line is visited in ${phases.join(' and ')}.`,

  nothingRuns: (lines: readonly number[]) =>
    `Nothing runs on this line. Training stops on lines ${lines.join(', ')}.`,
} as const;

function problem({ file, line, column, message }: LoadProblem): string {
  return `${file}:${line}:${column}: ${message}`;
}
