/** What was recorded of a real run: the protocol's own messages, with numbers as base64 of float32. */
import type { Alert } from '../../../src/protocol/alert';
import type { Explanation } from '../../../src/protocol/explanation';
import type { GradientCheckReport, GradientCheckRow } from '../../../src/protocol/gradientCheck';
import type { RunDescription } from '../../../src/protocol/run';

export interface RecordedIteration {
  /** The persistent tensors when it begins. */
  readonly start: Readonly<Record<string, string>>;
  /** Per instruction, the numbers of each tensor it writes. */
  readonly written: readonly (readonly string[])[];
}

type Encoded<T extends { readonly values: Float64Array }> = Omit<T, 'values'> & {
  readonly values: string;
};

export type RecordedExplanation = Encoded<Explanation>;

export interface Recording {
  readonly run: RunDescription;
  readonly firstIteration: number;
  readonly computedIterations: number;
  readonly iterations: readonly RecordedIteration[];
  /** Minimum and maximum of every iteration, which are the same. */
  readonly series: readonly { readonly name: string; readonly values: string }[];
  readonly explanations: readonly RecordedExplanation[];
  readonly gradientCheck: Encoded<Omit<GradientCheckReport, 'rows' | 'position' | 'cancelled'>> & {
    readonly rows: readonly Encoded<GradientCheckRow>[];
  };
  readonly alerts: readonly Alert[];
}

/** Four digits are shown, float32 has seven: half the size is enough. */
export function encodeNumbers(values: Float64Array): string {
  const bytes = new Uint8Array(Float32Array.from(values).buffer);
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

export function decodeNumbers(text: string): Float64Array {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return Float64Array.from(new Float32Array(bytes.buffer));
}
