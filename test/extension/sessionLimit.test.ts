import { expect, it } from 'vitest';

import { mostSessions, SessionLimit } from '../../src/extension/sessionLimit';

it('case 25: of 20 sessions started by a script four run, and the others are told why not', () => {
  const limit = new SessionLimit();
  const outcomes = Array.from({ length: 20 }, () => {
    try {
      return limit.take();
    } catch (error) {
      return (error as Error).message;
    }
  });
  const places = outcomes.filter((outcome) => typeof outcome !== 'string');
  const refusals = outcomes.filter((outcome) => typeof outcome === 'string');
  expect(places).toHaveLength(mostSessions);
  expect(new Set(refusals)).toEqual(
    new Set([
      'Backstep debugs 4 networks at once, and 4 are being debugged. End one of them and try again.',
    ]),
  );
});

it('gives a place to the next session when one has ended, once', () => {
  const limit = new SessionLimit();
  const [first] = Array.from({ length: mostSessions }, () => limit.take());
  first!();
  first!();
  limit.take();
  expect(() => limit.take()).toThrow('End one of them');
});
