import { expectFound } from './expectFound';

expectFound('instructions', [
  'reference/reference',
  'reference/evaluator',
  'program/batch',
  'program/explanation',
  'published/logForms',
]);
