import { expectFound } from './expectFound';

expectFound('files', [
  'trainer/loading/csvReader',
  'trainer/loading/csvTable',
  'trainer/loading/decimal',
  'trainer/loading/idx',
  'trainer/loading/npy',
  'trainer/loading/npz',
  'trainer/loading/safetensors',
  'trainer/loading/png/png',
  'trainer/loading/damagedFiles',
]);
