/** Two branches at one position: how a tensor differs, and that the run does not notice who looks. */
import { afterEach, describe, expect, it, vi } from 'vitest';

import { at, loaded, networkText, type Conversation } from './conversation';

async function bitsOf({ trainer }: Conversation): Promise<string> {
  const { slices } = await trainer.request('slices', { requests: [request] });
  return Buffer.from(slices[0]!.values!.buffer).toString('hex');
}

const whole = { tensor: 'b1', firstRow: 0, firstColumn: 0, rows: 8, columns: 1 };
const request = { ...whole, maximumCells: 100 };

describe('comparing a tensor with another branch', () => {
  it('gives the difference here, and leaves the run where it stands', async () => {
    const conversation = await loaded();
    const { trainer } = conversation;
    await trainer.request('seek', { position: at(5) });
    await trainer.request('edit', { target: 'b1[3]', value: '7' });
    const here = await bitsOf(conversation);
    const result = await trainer.request('compare', { branch: 1, request });
    if (result.kind !== 'compared') throw new Error(result.reason);
    const differences = [...result.difference.values!];
    const [largest, norm, , there] = result.values;
    expect(result.different).toBe(1);
    expect(differences.filter((value) => value !== 0)).toEqual([largest]);
    expect(norm).toBe(largest);
    expect(await bitsOf(conversation)).toBe(here);
    const report = await trainer.request('switchBranch', { branch: 1 });
    expect(report.position).toEqual(at(5));
    const value = await trainer.request('evaluate', { expression: 'b1[3]' });
    expect(7 - (value.kind === 'number' ? value.value[0]! : NaN)).toBe(differences[3]);
    const normThere = await trainer.request('evaluate', { expression: 'norm(b1)' });
    expect(normThere).toMatchObject({ value: Float64Array.of(there!) });
  });

  it('is not to be had where the other branch has never been', async () => {
    const { trainer } = await loaded();
    await trainer.request('edit', { target: 'W1[0, 1]', value: '0.5' });
    await trainer.request('seek', { position: at(3) });
    expect(await trainer.request('compare', { branch: 1, request })).toEqual({
      kind: 'unavailable',
      reason:
        'Branch 1 has not been computed up to this position. Switch to it and go on from there.',
    });
  });

  it('is a matter of the tensors that have a value here', async () => {
    const { trainer } = await loaded();
    await trainer.request('seek', { position: at(5) });
    await trainer.request('edit', { target: 'b1[3]', value: '7' });
    const ask = (branch: number, tensor: string) =>
      trainer.request('compare', { branch, request: { ...request, tensor } });
    expect(await ask(1, 'dW1')).toMatchObject({ reason: 'dW1 has not been computed yet here.' });
    expect(await ask(3, 'b1')).toMatchObject({ reason: 'This run has no branch 3.' });
  });
});

describe('a comparison that takes long', () => {
  afterEach(() => vi.restoreAllMocks());

  /** Branch 1 is known up to iteration 8000 and stands at 10, branch 2 at 5150: keyframes lie many iterations apart. */
  async function far(): Promise<Conversation> {
    const conversation = await loaded(networkText({ epochs: 10_000 }));
    const { trainer } = conversation;
    await trainer.request('seek', { position: at(8000) });
    await trainer.request('seek', { position: at(10) });
    await trainer.request('edit', { target: 'b1[3]', value: '7' });
    await trainer.request('seek', { position: at(5150, 3) });
    // Each look at the clock takes longer than a slice, so that every iteration on the way is a slice of its own.
    let now = performance.now();
    vi.spyOn(performance, 'now').mockImplementation(() => (now += 50));
    return conversation;
  }
  const compare = ({ trainer }: Conversation) => trainer.request('compare', { branch: 1, request });

  it('lets everything be asked meanwhile, and answers it from where the run stands', async () => {
    const conversation = await far();
    const here = await bitsOf(conversation);
    const comparison = { isDone: false };
    const comparing = compare(conversation).finally(() => (comparison.isDone = true));
    let asked = 0;
    for (; !comparison.isDone; asked++) {
      expect(await bitsOf(conversation)).toBe(here);
      await new Promise(setImmediate);
    }
    expect(asked).toBeGreaterThan(1);
    const result = await comparing;
    vi.restoreAllMocks();
    // In one piece it is the same.
    expect(result).toMatchObject({ kind: 'compared' });
    expect(await compare(conversation)).toEqual(result);
  });

  it('gives way to whatever moves the run, which then stands where it should', async () => {
    const conversation = await far();
    const comparing = compare(conversation);
    const step = { granularity: 'instruction', direction: 'forward', count: 1 } as const;
    const stepped = conversation.trainer.request('step', step);
    expect(await comparing).toEqual({
      kind: 'unavailable',
      reason: 'The comparison was given up for what was asked next.',
    });
    expect(await stepped).toMatchObject({ reason: 'step', position: at(5150, 4) });
  });

  it('waits for the movement before it', async () => {
    const conversation = await far();
    vi.restoreAllMocks();
    const { trainer } = conversation;
    const moving = trainer.request('seek', { position: at(7000) });
    const result = await compare(conversation);
    await moving;
    expect(result).toEqual(await compare(conversation));
  });

  it('is given up by a pause', async () => {
    const conversation = await far();
    const here = await bitsOf(conversation);
    const comparing = compare(conversation);
    await conversation.trainer.request('pause', {});
    expect(await comparing).toMatchObject({ kind: 'unavailable' });
    expect(await bitsOf(conversation)).toBe(here);
    expect(conversation.stops.at(-1)).toMatchObject({ position: at(5150, 3) });
  });
});
