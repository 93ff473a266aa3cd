/** A signal that aborts with another one, or by itself after a time. */
export interface TimeLimit {
  signal: AbortSignal;
  isOver(): boolean;
  /** To be called when what was limited has ended: nothing is left behind. */
  end(): void;
}

/** Of the timers of Node. */
const longest = 2 ** 31 - 1;

/** @param milliseconds no limit when left out */
export function limitTime(outer: AbortSignal, milliseconds?: number): TimeLimit {
  const controller = new AbortController();
  const late = new Error('It took longer than it may.');
  const pass = () => controller.abort(outer.reason);
  if (outer.aborted) pass();
  outer.addEventListener('abort', pass, { once: true });
  const timer =
    milliseconds === undefined ? undefined : setTimeout(() => controller.abort(late), Math.min(milliseconds, longest));
  return {
    signal: controller.signal,
    isOver: () => controller.signal.reason === late,
    end() {
      clearTimeout(timer);
      outer.removeEventListener('abort', pass);
    },
  };
}
