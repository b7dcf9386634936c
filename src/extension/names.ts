/** Names that package.json declares and the code refers to. */
export const networkLanguage = 'backstep-network';
export const debugType = 'backstep';
