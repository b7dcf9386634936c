/**
 * The numbers by which records name kernels, sixteen to a group (32 activations, 32 layers). The core reads them from
 * the module by the name `op_<kernel>`.
 */

export const op_gatherBatch: i32 = 0;
export const op_multiply: i32 = 1;
export const op_addColumn: i32 = 2;
export const op_sumRows: i32 = 3;
export const op_subtract: i32 = 4;
export const op_multiplyElements: i32 = 5;
export const op_scale: i32 = 6;
export const op_addScaled: i32 = 7;
export const op_addSumOfSquares: i32 = 8;
export const op_norm: i32 = 9;
export const op_multiplyAddColumn: i32 = 10;

export const op_identity: i32 = 16;
export const op_step: i32 = 17;
export const op_sigmoid: i32 = 18;
export const op_tanh: i32 = 19;
export const op_relu: i32 = 20;
export const op_leakyRelu: i32 = 21;
export const op_elu: i32 = 22;
export const op_gelu: i32 = 23;
export const op_silu: i32 = 24;
export const op_softplus: i32 = 25;
export const op_softmax: i32 = 26;
export const op_identityGradient: i32 = 27;
export const op_stepGradient: i32 = 28;
export const op_sigmoidGradient: i32 = 29;
export const op_tanhGradient: i32 = 30;
export const op_reluGradient: i32 = 31;
export const op_leakyReluGradient: i32 = 32;
export const op_eluGradient: i32 = 33;
export const op_geluGradient: i32 = 34;
export const op_siluGradient: i32 = 35;
export const op_softplusGradient: i32 = 36;
export const op_softmaxGradient: i32 = 37;

export const op_squaredError: i32 = 48;
export const op_sumSquaredError: i32 = 49;
export const op_meanSquaredError: i32 = 50;
export const op_binaryCrossEntropy: i32 = 51;
export const op_categoricalCrossEntropy: i32 = 52;
export const op_binaryCrossEntropyGradient: i32 = 53;
export const op_categoricalCrossEntropyGradient: i32 = 54;

export const op_rowVariances: i32 = 64;
export const op_normalizeRows: i32 = 65;
export const op_scaleShiftRows: i32 = 66;
export const op_scaleRows: i32 = 67;
export const op_rowDots: i32 = 68;
export const op_normalizeRowsGradient: i32 = 69;
export const op_dropoutMask: i32 = 70;
export const op_imagesToColumns: i32 = 71;
export const op_columnsToImages: i32 = 72;
export const op_maxPool: i32 = 73;
export const op_maxPoolGradient: i32 = 74;
export const op_averagePool: i32 = 75;
export const op_averagePoolGradient: i32 = 76;
export const op_convolve: i32 = 77;
export const op_convolveFilterGradient: i32 = 78;
export const op_convolveImageGradient: i32 = 79;
export const op_reluMaxPool: i32 = 80;
export const op_maxPoolReluGradient: i32 = 81;

export const op_schedule: i32 = 96;
export const op_descend: i32 = 97;
export const op_blend: i32 = 98;
export const op_blendSquare: i32 = 99;
export const op_velocity: i32 = 100;
export const op_nesterovDescend: i32 = 101;
export const op_rootDescend: i32 = 102;
export const op_multiplyPowers: i32 = 103;
export const op_adamDescend: i32 = 104;
export const op_adamDescendBook: i32 = 105;
export const op_clipNorm: i32 = 106;
export const op_clipValue: i32 = 107;
export const op_adamStep: i32 = 108;
