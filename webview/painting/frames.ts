/** Collects paintings until the next frame: each place is painted at most once in it, the latest wins. */
export interface Frames {
  /** `place` identifies what is painted. */
  schedule(place: object, paint: () => void): void;
  /** Paints a place as it was painted last, because its pixels are lost. */
  again(place: object): void;
  /** Called after the next frame in which something was painted. */
  afterPaint(listener: () => void): void;
}

export function createFrames(
  requestFrame: (callback: () => void) => unknown = requestAnimationFrame,
): Frames {
  const latest = new WeakMap<object, () => void>();
  let paintings = new Map<object, () => void>();
  let listeners: (() => void)[] = [];
  let requested = false;

  function request(): void {
    if (requested) return;
    requested = true;
    requestFrame(paintAll);
  }

  function paintAll(): void {
    requested = false;
    const [due, told] = [paintings, listeners];
    paintings = new Map();
    listeners = [];
    for (const paint of due.values()) paint();
    for (const listener of told) listener();
  }

  function schedule(place: object, paint: () => void): void {
    latest.set(place, paint);
    paintings.set(place, paint);
    request();
  }

  return {
    schedule,
    again(place) {
      const paint = latest.get(place);
      if (paint) schedule(place, paint);
    },
    afterPaint(listener) {
      listeners.push(listener);
      request();
    },
  };
}
