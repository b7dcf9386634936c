import { describe, expect, it } from 'vitest';

import { styledText } from '../../src/adapter/styledText';

describe('colored text', () => {
  const red = (text: string) => `\u001b[31m${text}\u001b[39m`;

  it.each([
    ['NaN', red('NaN')],
    ['[1, -Inf, +Inf]', `[1, ${red('-Inf')}, ${red('+Inf')}]`],
    ['[0 … 1], 3 not finite', `[0 … 1], ${red('3 not finite')}`],
    ['0 not finite, isNaN, NaNs, 1.5', '0 not finite, isNaN, NaNs, 1.5'],
  ])('of %j is %j', (text, styled) => {
    expect(styledText(text, { ansiStyling: true })).toBe(styled);
    expect(styledText(text, { ansiStyling: false })).toBe(text);
  });
});
