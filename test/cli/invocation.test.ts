import { describe, expect, it } from 'vitest';

import { parseInvocation, UsageError } from '../../src/cli/invocation';

const net = 'two-moons.nn.jsonc';

describe('the arguments', () => {
  it.each([
    ['train with its defaults', ['train', net], { kind: 'train', file: net, format: 'text' }],
    [
      'train with everything',
      ['train', '--json', net, '--iterations', '12', '--save=w.npz'],
      { kind: 'train', file: net, format: 'json', iterations: 12, save: 'w.npz' },
    ],
    [
      'dump',
      ['dump', net, '--at', '3:dW2', '--out', 'x.npz', '--init', 'w.npz'],
      { kind: 'dump', file: net, at: '3:dW2', out: 'x.npz', init: 'w.npz' },
    ],
    ['check', ['check', net], { kind: 'check', file: net }],
    [
      'check at a position',
      ['check', net, '--at', '0:end'],
      { kind: 'check', file: net, at: '0:end' },
    ],
    ['program', ['program', net], { kind: 'program', file: net }],
    ['a file that begins with a dash', ['program', '--', '-x'], { kind: 'program', file: '-x' }],
    ['dap', ['dap'], { kind: 'dap' }],
    ['the version', ['--version'], { kind: 'version' }],
  ])('say %s', (_, args, invocation) => {
    expect(parseInvocation(args)).toEqual(invocation);
  });

  it.each([
    [['--help'], 'train FILE [--iterations N] [--json] [--save FILE.npz]'],
    [[], 'dump FILE --at POSITION --out FILE.npz [--init FILE.npz]'],
    [['help', 'check'], 'backstep check FILE [--at POSITION]'],
    [['train', '--help'], 'stop after N iterations'],
  ])('%j ask for help', (args, text) => {
    expect(parseInvocation(args)).toMatchObject({
      kind: 'help',
      text: expect.stringContaining(text),
    });
  });

  it.each([
    [['tarin', net], /no command "tarin".*train, dump/],
    [['toString'], /no command "toString"/],
    [['train'], /network file is missing.*Usage: backstep train FILE/],
    [['train', net, 'other'], /"other" is too much/],
    [['train', net, '--iterations', '0'], /whole number from 1 on, not "0"/],
    [['train', net, '--iterations', '1e3'], /not "1e3"/],
    [['train', net, '--iterations', '9007199254740993'], /not "9007199254740993"/],
    [['train', net, '--save'], /--save/],
    [['train', net, '--fast'], /Unknown option '--fast'/],
    [['dump', net, '--at', '0:end'], /--out FILE\.npz is missing/],
    [['dump', net, '--at', '', '--out', 'x.npz'], /--at is empty/],
    [['dap', net], /is too much/],
  ])('%j are refused with the reason', (args, message) => {
    expect(() => parseInvocation(args)).toThrow(UsageError);
    expect(() => parseInvocation(args)).toThrow(message);
  });
});
