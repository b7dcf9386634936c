/** The parts of a tensor's name, as the notes write them: `dW2` is the gradient of `W` of layer 2. */
export interface TensorName {
  /** `dW`, `Ẑ`, `μ`; typeset without the layer. */
  readonly symbol: string;
  /** The number that stands in brackets: `dW[2]`. */
  readonly layer?: string;
}

const symbols: ReadonlyMap<string, string> = new Map([
  ['Zhat', 'Ẑ'],
  ['dZhat', 'dẐ'],
  ['mu', 'μ'],
  ['var', 'σ²'],
  ['gamma', 'γ'],
  ['beta', 'β'],
  ['dgamma', 'dγ'],
  ['dbeta', 'dβ'],
  ['betaPowers', 'βᵗ'],
  ['learningRate', 'α'],
]);

export function parseTensorName(name: string): TensorName {
  const parts = /^([A-Za-z]+)(\d+)$/.exec(name);
  if (!parts?.[1] || !parts[2]) return { symbol: symbols.get(name) ?? name };
  return { symbol: symbols.get(parts[1]) ?? parts[1], layer: parts[2] };
}
