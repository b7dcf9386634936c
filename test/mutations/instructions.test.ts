import { expectFound } from './expectFound';

expectFound('instructions', [
  'core/reference/reference',
  'core/reference/evaluator',
  'core/machine/outputComparison',
  'core/reference/explanations',
  'core/program/batch',
  'core/published/logForms',
]);
