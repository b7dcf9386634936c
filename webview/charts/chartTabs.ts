/** Series that belong together, by their names: `norm(dW1)`, `norm(dW2)`… share a chart. */
export interface ChartTab {
  readonly title: string;
  readonly names: readonly string[];
  readonly scale: 'linear' | 'logarithmic';
}

const titles: ReadonlyMap<string, string> = new Map([
  ['norm(dW)', 'gradient norm per layer'],
  ['norm(W)', 'weight norm per layer'],
  ['norm(db)', 'bias gradient norm'],
  ['norm(b)', 'bias norm'],
  ['norm(dA)', 'activation gradient norm'],
  ['norm(dZ)', 'dZ norm per layer'],
  ['J', 'cost'],
  ['split accuracy', 'accuracy'],
  ['split mean absolute error', 'mean absolute error'],
  ['split J', 'cost of splits'],
]);

// More could not be told apart.
const mostCurves = 64;

const splitPattern = /^(?:training|validation|test) /;

/** Whether it was evaluated over a split, and so not after every iteration. */
export function isOfSplit(seriesName: string): boolean {
  return splitPattern.test(seriesName);
}

/** The tabs in a fixed order, known ones first. */
export function chartTabs(seriesNames: readonly string[]): ChartTab[] {
  const families = new Map<string, string[]>();
  for (const name of seriesNames) {
    const family = name.replace(splitPattern, 'split ').replace(/\d+/g, '');
    families.set(family, [...(families.get(family) ?? []), name]);
  }
  const known = [...titles.keys()].filter((family) => families.has(family));
  const others = [...families.keys()].filter((family) => !titles.has(family));
  return [...known, ...others].map((family) => ({
    title: titles.get(family) ?? family,
    names: (families.get(family) ?? []).slice(0, mostCurves),
    scale: family.startsWith('norm(') ? 'logarithmic' : 'linear',
  }));
}
