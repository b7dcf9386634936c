import { expectFound } from './expectFound';

expectFound('instructions', [
  'reference/reference',
  'reference/evaluator',
  'reference/explanations',
  'program/batch',
  'published/logForms',
]);
