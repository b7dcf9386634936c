import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

import { helpText } from '../../src/cli/commands';

it('shows the help of the command line as it is; scripts/generateReference.mjs writes it', () => {
  expect(readFileSync('README.md', 'utf8')).toContain(`\`\`\`\n${helpText()}\`\`\``);
});
