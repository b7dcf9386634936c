/**
 * Conditions of breakpoints, in the expression language.
 *
 * Where the scalar index knows all that a condition reads, the index answers, at every visit and in both
 * directions: `norm` may differ in the last bit from the norm of the index, and a condition must not. What a
 * condition may cost is counted in numbers, not in time, so that it fails everywhere or nowhere.
 */
import {
  conditionBudget,
  evaluateExpression,
  namesIn,
  parseExpression,
  type Evaluated,
  type Expression,
  type ExpressionScope,
} from '../../core';
import { expressionMessage } from '../expressionMessage';
import type { ProgramPlaces } from './programPlaces';
import { tensorOfSeries, withSeries } from './series';
import type { Failure, Need, Sight } from './sight';

export interface ConditionSetting {
  readonly places: ProgramPlaces;
  /** Names of the columns of the scalar index. */
  readonly series: readonly string[];
  readonly iterationsPerEpoch: number;
  /** For the names that there are; no value is read of it. */
  readonly scope: ExpressionScope;
}

export interface Condition {
  /** The first name that has no value yet before this instruction. */
  missingAt(instruction: number): string | undefined;
  needAt(instruction: number): Need;
  holds(sight: Sight): boolean | Failure;
}

export type CompiledCondition =
  | { readonly kind: 'condition'; readonly condition: Condition }
  | { readonly kind: 'error'; readonly message: string };

export function compileCondition(text: string, setting: ConditionSetting): CompiledCondition {
  const parsed = parseNamed(text, setting);
  if (parsed.kind === 'error') return parsed;
  const { expression } = parsed;
  const { places, series } = setting;
  const names = [...namesIn(expression)];
  const indexed = withSeries(expression, series);
  const indexedNames = [...namesIn(indexed)];
  const placeNames = ['iteration', 'epoch', 'batchSize'];
  const needAt = (instruction: number): Need => {
    if (indexedNames.every((name) => placeNames.includes(name))) return 'place';
    const isKnown = (name: string): boolean =>
      placeNames.includes(name) ||
      (series.includes(name) && places.isFinalAt(tensorOfSeries(name), instruction));
    return indexedNames.every(isKnown) ? 'scalars' : 'numbers';
  };
  const needs = places.program.instructions.map((_, instruction) => needAt(instruction));
  needs.push(needAt(needs.length));
  const index = indexScope(setting);
  return {
    kind: 'condition',
    condition: {
      missingAt: (instruction) => names.find((name) => !places.hasValueAt(name, instruction)),
      needAt: (instruction) => needs[instruction] ?? 'numbers',
      holds(sight) {
        if (needs[sight.instruction] === 'numbers')
          return verdict(evaluate(expression, sight.scope));
        index.lookAt(sight);
        return verdict(evaluate(indexed, index.scope));
      },
    },
  };
}

/** An expression whose names all exist. */
export function parseNamed(
  text: string,
  { scope }: Pick<ConditionSetting, 'scope'>,
):
  | { readonly kind: 'expression'; readonly expression: Expression }
  | { readonly kind: 'error'; readonly message: string } {
  const parsed = parseExpression(text);
  if (parsed.kind === 'error') return { kind: 'error', message: expressionMessage(parsed) };
  const { expression } = parsed;
  const names = new Set(scope.names);
  const unknown = [...namesIn(expression)].filter((name) => !names.has(name));
  if (unknown.length === 0) return { kind: 'expression', expression };
  // Evaluated with nothing but known names it says where the first unknown one stands.
  const known: ExpressionScope = { ...scope, value: (name) => (names.has(name) ? 0 : undefined) };
  const evaluated = evaluateExpression(expression, known);
  const message =
    evaluated.kind === 'error' && evaluated.misspelt !== undefined
      ? expressionMessage(evaluated)
      : `There is nothing named "${unknown[0]}".`;
  return { kind: 'error', message };
}

function evaluate(expression: Expression, scope: ExpressionScope): Evaluated {
  return evaluateExpression(expression, scope, { budget: conditionBudget });
}

function verdict(evaluated: Evaluated): boolean | Failure {
  if (evaluated.kind === 'error') return { failure: expressionMessage(evaluated) };
  const { value } = evaluated;
  if (typeof value === 'object') {
    const shape = `${value.rows} × ${value.columns}`;
    return {
      failure: `Found a matrix of ${shape}, expected true or false; ask any(…) or all(…) of it.`,
    };
  }
  return typeof value === 'boolean' ? value : value !== 0;
}

/** The names whose values the place and the index know, at the visit that is looked at. */
function indexScope(setting: ConditionSetting): {
  readonly scope: ExpressionScope;
  lookAt(sight: Sight): void;
} {
  const { places, series, iterationsPerEpoch } = setting;
  const columns = new Map(series.map((name, column) => [name, column]));
  let seen: Sight | undefined;
  return {
    lookAt: (sight) => (seen = sight),
    scope: {
      ...setting.scope,
      value(name) {
        if (seen === undefined) return undefined;
        if (name === 'iteration') return seen.iteration;
        if (name === 'epoch') return Math.floor(seen.iteration / iterationsPerEpoch);
        if (name === 'batchSize') return places.program.columns;
        const column = columns.get(name);
        return column === undefined ? undefined : seen.scalar(column);
      },
    },
  };
}
