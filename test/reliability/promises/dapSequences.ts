/** Requests in legal and in illegal order, with sound and with damaged arguments: one valid answer each. */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';

import { BackstepDebugSession } from '../../../src/adapter/session';
import { dapSchema } from '../../support/dapSchema';
import { startInProcessTrainer } from '../../support/inProcessTrainer';
import { smallNetwork } from '../networks';
import { chanceOf, sized, type ReliabilityPromise } from '../promise';

type Below = (bound: number) => number;
const schema = dapSchema();
const program = '/lessons/small.nn.jsonc';
const text = smallNetwork({ iterations: 200 });

export const dapSequences: ReliabilityPromise = {
  name: 'dap-sequences',
  claim: '10,000 legal and 100,000 illegal DAP request sequences',
  limit: 'one response each, seq grows, no crash, valid against the protocol’s typings',

  async measure(surroundings) {
    const legal = sized(surroundings, { full: 10_000, quick: 1000, test: 15 });
    const illegal = sized(surroundings, { full: 100_000, quick: 10_000, test: 300 });
    const flaws = new Map<string, number>();
    let requests = 0;
    for (let index = 0; index < legal + illegal; index++) {
      // Each has a memory for kernels, which is given back only when the event loop turns.
      if (index % 100 === 0) await new Promise(setImmediate);
      if (index % 1000 === 0) globalThis.gc?.();
      const below = chanceOf(index + 1);
      const isLegal = index < legal;
      const sequence = isLegal ? legalSequence(below) : illegalSequence(below);
      requests += sequence.length;
      for (const flaw of await flawsOf(sequence)) flaws.set(flaw, (flaws.get(flaw) ?? 0) + 1);
    }
    const listed = [...flaws].map(([flaw, count]) => `${count} × ${flaw}`).join('; ');
    return {
      passed: flaws.size === 0,
      figures: `${legal.toLocaleString('en')} legal and ${illegal.toLocaleString('en')} illegal sequences of ${requests.toLocaleString('en')} requests: ${flaws.size === 0 ? 'no flaw' : listed}`,
    };
  },
};

interface Asked {
  readonly command: string;
  readonly args: unknown;
  /** Whether it has to succeed. */
  readonly isLegal?: true;
}

const beginning: readonly Asked[] = [
  { command: 'initialize', args: { adapterID: 'backstep', supportsMemoryReferences: true } },
  { command: 'launch', args: { program } },
  { command: 'setBreakpoints', args: { source: { path: program }, breakpoints: [{ line: 1 }] } },
  { command: 'setExceptionBreakpoints', args: { filters: ['notFinite'] } },
  { command: 'configurationDone', args: {} },
].map((asked) => ({ ...asked, isLegal: true as const }));

/** What a client may ask while the run is stopped. */
function legalRequests(below: Below): readonly Asked[] {
  const granularity = ['instruction', 'layer', 'phase', 'iteration', 'epoch'][below(5)];
  const direction = ['forward', 'backward'][below(2)];
  const thread = { threadId: 1 };
  const all: readonly (readonly [string, unknown])[] = [
    ['threads', {}],
    ['stackTrace', thread],
    ['scopes', { frameId: 1 + below(3) }],
    ['next', thread],
    ['stepIn', thread],
    ['stepOut', thread],
    ['stepBack', thread],
    ['pause', thread],
    ['evaluate', { expression: 'iteration', context: 'watch' }],
    ['backstep/step', { granularity, direction, count: 1 + below(3) }],
    ['backstep/seek', { position: { iteration: below(200), instruction: below(10) } }],
    ['backstep/state', {}],
    ['loadedSources', {}],
    ['source', { sourceReference: 1 }],
    ['breakpointLocations', { source: { path: program }, line: 1, endLine: 2 }],
    ['gotoTargets', { source: { path: program }, line: 1 }],
    ['setFunctionBreakpoints', { breakpoints: [] }],
    ['completions', { text: 'W', column: 2 }],
  ];
  return Array.from({ length: 1 + below(12) }, () => {
    const [command, args] = all[below(all.length)]!;
    return { command, args };
  });
}

function legalSequence(below: Below): readonly Asked[] {
  const end = below(2) === 0 ? 'disconnect' : 'terminate';
  return [...beginning, ...legalRequests(below), { command: end, args: {}, isLegal: true }];
}

/** Requests in any order, some with arguments that no client would send, some again and again. */
function illegalSequence(below: Below): readonly Asked[] {
  // Most never launch anything: what they find is in the envelope and in the order.
  const starts = [beginning, ...Array<readonly Asked[]>(24).fill(beginning.slice(0, below(2)))];
  const start = starts[below(starts.length)]!;
  const middle = Array.from({ length: 1 + below(8) }, (): Asked => {
    const requests = [...legalRequests(below), ...beginning.filter((_, index) => index !== 1)];
    const { command, args } = requests[below(requests.length)]!;
    return {
      command: below(8) === 0 ? oddities[below(oddities.length)]!.command : command,
      args: below(2) === 0 ? damaged(args, below) : args,
    };
  });
  return [...start.map(({ command, args }) => ({ command, args })), ...middle];
}

const oddities = ['launch', 'attach', '', '__proto__', 'constructor', 'toString', 'nonsense'].map(
  (command) => ({ command }),
);
const strangeValues: readonly unknown[] = [
  ...[null, true, -1, 0.5, 1e300, '', 'x'.repeat(1000), [], {}, [[]], { length: -1 }],
  ...[2 ** 53, '__proto__', { toString: 1 }, [null], '\0', 'W1[', '../../etc/passwd'],
];

/** One value replaced, or all of them. */
function damaged(args: unknown, below: Below): unknown {
  const strange = strangeValues[below(strangeValues.length)];
  if (typeof args !== 'object' || args === null || below(4) === 0) return strange;
  const keys = Object.keys(args);
  const key = keys[below(Math.max(1, keys.length))] ?? 'any';
  return { ...args, [key]: strange };
}

/** Whatever goes against the protocol in the answers to these requests. */
async function flawsOf(sequence: readonly Asked[]): Promise<readonly string[]> {
  const flaws: string[] = [];
  const session = new BackstepDebugSession({
    startTrainer: startInProcessTrainer,
    readFile: (file) =>
      file === program ? Promise.resolve(text) : Promise.reject(new Error('no such file')),
    roots: [],
    memoryBudgetBytes: 2 ** 28,
    keyframeBudgetBytes: 2 ** 18,
  });
  const answers = new Map<number, number>();
  const waiting = new Map<number, (success: boolean) => void>();
  let lastSeq = 0;
  session.onMessage((message) => {
    const { seq, type, request_seq: answered, success } = message as Dap.Response;
    const flaw = schema.flawOf(message);
    if (flaw !== undefined) flaws.push(flaw);
    if (seq <= lastSeq) flaws.push('seq does not grow');
    lastSeq = seq;
    if (type !== 'response') return;
    answers.set(answered, (answers.get(answered) ?? 0) + 1);
    waiting.get(answered)?.(success);
  });
  let seq = 0;
  for (const { command, args, isLegal } of sequence) {
    const number = ++seq;
    const answer = new Promise<boolean>((resolve) => waiting.set(number, resolve));
    try {
      session.receive({ seq: number, type: 'request', command, arguments: args });
    } catch (error) {
      flaws.push(`${command} threw ${error instanceof Error ? error.message : String(error)}`);
      break;
    }
    const success = await answerOf(answer);
    if (success === undefined) flaws.push(`${command} was not answered`);
    else if (isLegal === true && !success) flaws.push(`${command} was refused`);
  }
  session.dispose();
  if ([...answers.values()].some((count) => count !== 1)) flaws.push('two answers to one request');
  return flaws;
}

/** Undefined when there is none after some seconds. */
async function answerOf(answer: Promise<boolean>): Promise<boolean | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), 10_000);
  });
  const first = await Promise.race([answer, late]);
  clearTimeout(timer);
  return first;
}
