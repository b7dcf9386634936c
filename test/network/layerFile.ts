/** Network files of a data source, layers one per line, and what else there is. */
export function fileOf(data: string, layers: readonly string[], rest = ''): string {
  const list = layers.map((layer) => `    ${layer}`).join(',\n');
  return `{\n  "data": ${data},\n  "layers": [\n${list}\n  ]${rest}\n}\n`;
}

export const dense = (options: string) => `{ "type": "dense", ${options} }`;
export const convolution = (options: string) => `{ "type": "conv2d", ${options} }`;
export const maxPool = (options: string) => `{ "type": "maxPool2d", ${options} }`;
export const flatten = '{ "type": "flatten" }';

/** The layers that end a network with ten one-hot classes. */
export const classifier = [flatten, dense('"units": 10, "activation": "softmax"')] as const;
