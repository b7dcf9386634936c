import path from 'node:path';
import process from 'node:process';
import { afterEach, describe, expect, it } from 'vitest';

import { type ForkedChannel, openForkedChannel } from '../../../src/rpc/node/forkedChannel';
import { createRequester } from '../../../src/rpc/peer';

interface Echo {
  echo(params: unknown): unknown;
  never(params: Record<string, never>): unknown;
  hang(params: Record<string, never>): unknown;
  exit(params: number): unknown;
  print(params: string): unknown;
  environment(params: Record<string, never>): Record<string, string>;
}

const opened: ForkedChannel[] = [];

function openEcho() {
  const channel = openForkedChannel(path.join(__dirname, '../../support/echoChild.cjs'));
  opened.push(channel);
  const echo = createRequester<Echo, Record<string, never>>(channel);
  const closed = new Promise<string>((resolve) => channel.onClose(resolve));
  return { channel, echo, closed };
}

afterEach(() => {
  for (const channel of opened.splice(0)) channel.close();
});

describe('a forked process', () => {
  it('carries numbers that JSON would lose', async () => {
    const { echo } = openEcho();
    const numbers = Float64Array.of(NaN, Infinity, -0, 1e-320);
    expect(await echo.request('echo', { numbers })).toEqual({ numbers });
  });

  it('rejects open requests and tells the signal when it is killed', async () => {
    const { channel, echo, closed } = openEcho();
    await echo.request('echo', 1);
    const open = echo.request('never', {});
    const rejected = expect(open).rejects.toThrow('was ended by signal SIGKILL');
    const killedAt = performance.now();
    process.kill(channel.pid ?? 0, 'SIGKILL');
    await rejected;
    expect(await closed).toBe('was ended by signal SIGKILL');
    expect(performance.now() - killedAt).toBeLessThan(1000);
  });

  it('tells the exit code', async () => {
    const { echo, closed } = openEcho();
    await expect(echo.request('exit', 3)).rejects.toThrow('ended with exit code 3');
    expect(await closed).toBe('ended with exit code 3');
  });

  it('ends by itself when it is closed', async () => {
    const { channel, echo, closed } = openEcho();
    await echo.request('echo', 1);
    channel.close();
    expect(await closed).toBe('ended with exit code 0');
  });

  it('is killed when it computes and does not hear that it is closed', async () => {
    const { channel, echo, closed } = openEcho();
    await echo.request('echo', 1);
    echo.request('hang', {}).catch(() => undefined);
    channel.close();
    expect(await closed).toBe('was ended by signal SIGKILL');
  });

  it('keeps the last 64 KB that it printed', async () => {
    const { channel, echo, closed } = openEcho();
    await echo.request('print', `${'x'.repeat(100_000)}the end`);
    await echo.request('exit', 1).catch(() => undefined);
    await closed;
    expect(channel.recentOutput()).toHaveLength(64 * 1024);
    expect(channel.recentOutput().endsWith('the end')).toBe(true);
  });

  it('does not inherit what could load foreign code', async () => {
    process.env.NODE_PATH = '/nowhere';
    const { echo } = openEcho();
    delete process.env.NODE_PATH;
    const environment = await echo.request('environment', {});
    expect(environment).toMatchObject({
      PATH: process.env.PATH,
      ELECTRON_RUN_AS_NODE: '1',
    });
    expect(environment).not.toHaveProperty('NODE_PATH');
    expect(environment).not.toHaveProperty('NODE_OPTIONS');
  });

  it('drops messages after it has ended', async () => {
    const { channel, closed } = openEcho();
    channel.close();
    await closed;
    expect(() => channel.send({ kind: 'event', event: 'late', payload: 1 })).not.toThrow();
  });
});
