const secondsPer = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 } as const;

/** Seconds of a length of time such as `90`, `1.5m`, `300s`, `1h` or `30d`; undefined where it is none, or is 0. */
export function parseDuration(text: string): number | undefined {
  const [, count, unit] = /^(\d+(?:\.\d+)?)([smhd]?)$/.exec(text.trim()) ?? [];
  const seconds = Number(count ?? 0) * secondsPer[(unit ?? '') as keyof typeof secondsPer];
  return seconds > 0 ? seconds : undefined;
}
