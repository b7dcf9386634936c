/**
 * Cases 12 to 14, of layers whose code is the user's own: there are none. A network file is data, its layers and
 * activations are names, and what would be code is refused where it stands. So no code of it can run for ever, give
 * what is no tensor, or change what others use.
 */
import { expect, it } from 'vitest';

import { changed, problemsIn } from './networkText';

const relu = '"activation": "relu"';

it.each([
  [
    'case 12: an activation that would never end',
    changed(relu, '"activation": "z => { for (;;); }"'),
    {
      underlined: '"z => { for (;;); }"',
      says: /not an activation that Backstep knows. Use "ident/,
    },
  ],
  [
    'case 12: a layer in a file of its own',
    changed('"dense"', '"./layer.js"'),
    { underlined: '"./layer.js"', says: /not a layer that Backstep knows. Use "dense"/ },
  ],
  [
    'case 13: an activation that would give what is no number',
    changed(relu, '"activation": "relu", "forward": "(z) => undefined"'),
    { underlined: '"forward"', says: /Unknown key "forward" in a dense layer/ },
  ],
  [
    'case 13: an activation in a file of its own',
    changed(relu, '"activation": { "module": "./activation.mjs" }'),
    {
      underlined: '{ "module": "./activation.mjs" }',
      says: /"activation" must be .*; found an ob/,
    },
  ],
  [
    'case 14: an activation with the name of what all objects have',
    changed(relu, '"activation": "__proto__"'),
    { underlined: '"__proto__"', says: /not an activation that Backstep knows/ },
  ],
  [
    'case 14: a layer with the name of what all objects have',
    changed('"dense"', '"constructor"'),
    { underlined: '"constructor"', says: /not a layer that Backstep knows/ },
  ],
])('%s is refused where it stands', (_name, text, { underlined, says }) => {
  const [problem, ...others] = problemsIn(text);
  expect(others).toEqual([]);
  expect(problem).toMatchObject({ severity: 'error', underlined });
  expect(problem?.message).toMatch(says);
});
