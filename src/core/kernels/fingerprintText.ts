/** Fingerprints: 64 bits, as two unsigned halves (low, high) where they are computed, as text where they are shown. */
export type FingerprintHalves = Uint32Array;

/** 16 hexadecimal digits. */
export function fingerprintText([low = 0, high = 0]: FingerprintHalves): string {
  return high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0');
}

/** The halves of which `fingerprintText` makes this text. */
export function fingerprintHalves(text: string): FingerprintHalves {
  return Uint32Array.of(parseInt(text.slice(8), 16), parseInt(text.slice(0, 8), 16));
}
