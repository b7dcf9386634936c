/** Formulas of instructions, as pieces that can be written as text or drawn as a picture. */

/** Plain text, or a tensor by name (shown transposed when it says so). */
export type FormulaToken = string | { readonly tensor: string; readonly transposed?: boolean };

/** `1/m · dZ2 · A1ᵀ` */
export function formulaText(formula: readonly FormulaToken[]): string {
  return formula
    .map((token) =>
      typeof token === 'string' ? token : token.tensor + (token.transposed === true ? 'ᵀ' : ''),
    )
    .join('');
}

/** The token of a tensor. */
export function tensor(name: string): FormulaToken {
  return { tensor: name };
}

export function transposed(name: string): FormulaToken {
  return { tensor: name, transposed: true };
}
