/** Texts of network files for tests: a right one, and the same with one thing changed. */
import { parseNetwork } from '../../src/network/parse';
import type { Problem } from '../../src/network/problem';

export const rightNetwork = `{
  "name": "Two moons",
  "data": { "source": "moons", "samples": 400, "noise": 0.2 },
  "layers": [
    { "type": "dense", "units": 16, "activation": "relu", "initializer": "he" },
    { "type": "dense", "units": 8, "activation": "tanh" },
    { "type": "dense", "units": 1, "activation": "sigmoid" }
  ],
  "loss": "binaryCrossEntropy",
  "optimizer": { "type": "adam", "learningRate": 0.01 },
  "training": { "batchSize": 32, "epochs": 200, "seed": 42 }
}
`;

/** The right network with the first `found` replaced; it must be there. */
export function changed(found: string, replacement: string): string {
  if (!rightNetwork.includes(found)) throw new RangeError(`${found} is not in the network`);
  return rightNetwork.replace(found, () => replacement);
}

/** A problem as one looks at it: the text that is underlined instead of numbers. */
export function problemsIn(text: string) {
  return parseNetwork(text).problems.map((problem) => ({
    code: problem.code,
    severity: problem.severity,
    underlined: text.slice(problem.range.start, problem.range.end),
    message: problem.message,
  }));
}

export function withFixApplied(text: string, { fix }: Problem): string {
  if (fix === undefined) throw new RangeError('The problem has no fix');
  return text.slice(0, fix.range.start) + fix.newText + text.slice(fix.range.end);
}
