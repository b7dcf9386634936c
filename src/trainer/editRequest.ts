/** What a user writes to change a number, read: where it stands, and what it becomes. */
import { hyperparametersOf, type EditHere } from '../core';
import type { EditParams } from '../protocol/branches';
import { evaluate } from './evaluate';
import type { Run } from './run';

export type EditRequest =
  | { readonly kind: 'edit'; readonly edit: EditHere }
  /** The message is for the user. */
  | { readonly kind: 'refused'; readonly message: string };

/** A target is an element of a tensor, or a hyper-parameter by its name; a tensor of one number needs no index. */
export function readEdit(run: Run, { target, value: text }: EditParams): EditRequest {
  const value = numberOf(text);
  if (value === undefined) {
    return refused(`"${text}" is not a number. Write one such as 0.5, -3e-4, NaN, Inf or -Inf.`);
  }
  const name = target.trim();
  if (hyperparametersOf(run.timeline.spec).some((parameter) => parameter.name === name)) {
    return { kind: 'edit', edit: { kind: 'hyperparameter', name, value } };
  }
  const found = evaluate(run, target);
  switch (found.kind) {
    case 'number':
      if (found.cell === undefined) return refused(noTarget(target, run));
      return { kind: 'edit', edit: { kind: 'element', ...found.cell, value } };
    case 'tensor':
      return refused(
        found.available
          ? `${found.tensor} has more than one number. Change one of them: ${found.tensor}[0, 0] = …`
          : `${found.tensor} has no value here that could be changed. Step on to where it has been computed.`,
      );
    case 'error':
      return refused(found.message);
    case 'boolean':
    case 'matrix':
      return refused(noTarget(target, run));
    default:
      return found satisfies never;
  }
}

function noTarget(target: string, run: Run): string {
  const names = hyperparametersOf(run.timeline.spec).map(({ name }) => name);
  return `${target} cannot be changed. Change an element of a tensor, such as W1[0, 0], or one of ${names.join(', ')}.`;
}

/** Absent unless all of the text is one number that float64 can hold. */
function numberOf(text: string): number | undefined {
  const written = text.trim().replace('−', '-');
  const [, sign, word] = /^([+-]?)(nan|inf(?:inity)?)$/i.exec(written) ?? [];
  if (word !== undefined) {
    if (word.toLowerCase() === 'nan') return NaN;
    return sign === '-' ? -Infinity : Infinity;
  }
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(written)) return undefined;
  const value = Number(written);
  return Number.isFinite(value) ? value : undefined;
}

function refused(message: string): EditRequest {
  return { kind: 'refused', message };
}
