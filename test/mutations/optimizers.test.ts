import { expectFound } from './expectFound';

expectFound('optimizers', ['core/reference/reference', 'core/reference/explanations']);
