import { expectFound } from './expectFound';

expectFound('optimizers', ['reference/reference', 'reference/explanations', 'program/explanation']);
