/** The training core: what the trainer, the command line and the tests use of it. */
export { MemoryBudgetError } from './machine/budget';
export { Machine, type MachineOptions, type TensorView } from './machine/machine';
export { compileMinibatches } from './machine/minibatchPrograms';
export type { ParameterValues } from './machine/initialParameters';
export { record, type KernelExports } from './kernels/kernelExports';
export type { ScalarMath } from './kernels/scalarMath';
export type { Dataset, Samples } from './data/dataset';
export type { Program } from './program/compile';
export { formulaText, type FormulaToken } from './program/formula';
export type { Instruction, PhaseName } from './program/instruction';
export { listProgram, type Listing } from './program/listing';
export { programBoundaries, type ProgramBoundaries } from './program/boundaries';
export {
  numberText,
  type Cell,
  type Explanation,
  type ExplanationTerm,
} from './program/explanation';
export {
  comparePositions,
  formatPosition,
  parsePosition,
  type Position,
  type PositionResult,
} from './timeline/position';
export { cellReader, numbersInUse } from './timeline/cellReader';
export type { Edit } from './timeline/edits';
export type { ReplacedNumber } from './timeline/editTrack';
export {
  Branches,
  editText,
  mostBranches,
  type Branch,
  type EditHere,
  type EditOutcome,
} from './timeline/branches';
export { hyperparametersOf, type Hyperparameter } from './machine/hyperparameters';
export type { Advance, Journey, Visits } from './timeline/journey';
export { ComputationError } from './timeline/computationError';
export { ReplayMismatchError } from './timeline/replayMismatch';
export { Timeline } from './timeline/timeline';
export {
  stepFrom,
  stepsFrom,
  type Direction,
  type Granularity,
  type SteppingGround,
} from './timeline/stepping';
export { elementCount, matrixShape, shapeText, type Shape } from './tensor/shape';
export type { TensorRole, TensorSpec } from './tensor/tensorSpec';
export { AlertLog, alertRules, type AlertLogOptions } from './alerts/alertLog';
export { ruleWithThreshold } from './alerts/threshold';
export type { AlertRule } from './alerts/rule';
export type { RaisedAlert } from './alerts/ruleHistory';
export type { CheckedParameter } from './gradientCheck/checkedParameter';
export { GradientCheck } from './gradientCheck/gradientCheck';
export { worstVerdict, type GradientVerdict } from './gradientCheck/verdict';
export { summarize, summaryFields } from './statistics/summary';
export { sliceMatrix } from './statistics/slice';
export { comparisonFor } from './machine/outputComparison';
export { Evaluator, type Evaluation } from './machine/evaluator';
export { Evaluations } from './timeline/evaluations';
export {
  splitNames,
  type EvaluatedIteration,
  type EvaluatedSplit,
  type EvaluatedSplits,
  type SplitName,
} from './timeline/evaluationLog';
export { functionNames, namesIn, type Expression } from './expressions/expression';
export type { ExpressionError } from './expressions/fault';
export { parseExpression, type ParsedExpression } from './expressions/parse';
export { printExpression } from './expressions/print';
export { evaluateExpression, type Evaluated, type ExpressionScope } from './expressions/evaluate';
export { conditionBudget, watchBudget } from './expressions/meter';
export type { ExpressionValue, MatrixValue } from './expressions/value';
