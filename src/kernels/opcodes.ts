/**
 * The numbers by which records name kernels. The core reads them from the module by the name `op_<kernel>`.
 */
export const op_gatherBatch: i32 = 0;
export const op_multiply: i32 = 1;
export const op_addColumn: i32 = 2;
export const op_sumRows: i32 = 3;
export const op_subtract: i32 = 4;
export const op_identity: i32 = 5;
export const op_step: i32 = 6;
export const op_sigmoid: i32 = 7;
export const op_tanh: i32 = 8;
export const op_relu: i32 = 9;
export const op_leakyRelu: i32 = 10;
export const op_softmax: i32 = 11;
export const op_identityGradient: i32 = 12;
export const op_stepGradient: i32 = 13;
export const op_sigmoidGradient: i32 = 14;
export const op_tanhGradient: i32 = 15;
export const op_reluGradient: i32 = 16;
export const op_leakyReluGradient: i32 = 17;
export const op_softmaxGradient: i32 = 18;
export const op_squaredError: i32 = 19;
export const op_binaryCrossEntropy: i32 = 20;
export const op_categoricalCrossEntropy: i32 = 21;
export const op_descend: i32 = 22;
export const op_averageGradient: i32 = 23;
export const op_averageSquare: i32 = 24;
export const op_multiplyPowers: i32 = 25;
export const op_adamDescend: i32 = 26;
export const op_norm: i32 = 27;
