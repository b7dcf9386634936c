/** A size from a settings file, in megabytes. */
export interface MegabyteBounds {
  readonly smallest: number;
  readonly largest: number;
  /** Taken when the setting is no number. */
  readonly usual: number;
}

/** The size in bytes, within the bounds. */
export function clampedMegabytes(
  setting: unknown,
  { smallest, largest, usual }: MegabyteBounds,
): number {
  const isNumber = typeof setting === 'number' && !Number.isNaN(setting);
  const megabytes = isNumber ? Math.min(largest, Math.max(smallest, setting)) : usual;
  return Math.floor(megabytes) * 2 ** 20;
}
