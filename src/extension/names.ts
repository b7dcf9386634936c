/** Names that package.json declares and the code refers to. */
export const networkLanguage = 'backstep-network';
/** Of the program listing. */
export const programLanguage = 'backstep-program';
export const debugType = 'backstep';
/** Of the webview. */
export const panelType = 'backstep.panel';
