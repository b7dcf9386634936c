/**
 * A few numbers at the ends of lines, for who reads the network file or the listing at a stop: the cost on the
 * loss, the learning rate on the optimizer, on every layer and every instruction that has run what it wrote.
 */
import { briefNumber } from './numberText';
import type { StoppedRun } from './stoppedRun';
import { shapeText } from './tensorText';

export interface InlineValue {
  /** Zero-based. */
  readonly line: number;
  readonly text: string;
}

export interface InlineValues {
  readonly network: readonly InlineValue[];
  readonly listing: readonly InlineValue[];
}

export async function inlineValues(stopped: StoppedRun): Promise<InlineValues> {
  const { run, report } = stopped;
  const at = async (line: number, name: string | undefined): Promise<readonly InlineValue[]> => {
    const text = name && (await valueText(stopped, name));
    return text ? [{ line, text }] : [];
  };
  const executed = run.instructions.slice(0, report.position.instruction);
  const network = [
    at(run.lines.loss, 'J'),
    at(run.lines.optimizer, 'learningRate'),
    ...run.layers.map(({ line, tensors }) => at(line, tensors.at(-1))),
  ];
  const listing = executed.map(({ writes }, index) => at(run.listingLines[index] ?? 0, writes[0]));
  return {
    network: (await Promise.all(network)).flat(),
    listing: (await Promise.all(listing)).flat(),
  };
}

/** `J = 0.4312`, `A1 (4, 30), norm 5.23`; absent where there is no number yet. */
async function valueText(stopped: StoppedRun, name: string): Promise<string | undefined> {
  const described = stopped.run.tensors.some((tensor) => tensor.name === name);
  const summary = described ? await stopped.summary(name) : undefined;
  if (summary === undefined) return undefined;
  const tensor = stopped.tensor(name);
  if (tensor.rows * tensor.columns > 1) {
    const strange = summary.notFinite > 0 ? `, ${summary.notFinite} not finite` : '';
    return `${name} ${shapeText(tensor)}, norm ${briefNumber(summary.norm)}${strange}`;
  }
  const result = await stopped.evaluate(name);
  return result.kind === 'number' ? `${name} = ${briefNumber(result.value[0] ?? NaN)}` : undefined;
}
