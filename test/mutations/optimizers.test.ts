import { expectFound } from './expectFound';

expectFound('optimizers', ['reference/reference', 'program/explanation']);
