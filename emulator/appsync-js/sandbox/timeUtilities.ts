import { currentCall } from './call.ts';
import { formatTime } from './formatTime.ts';
import { parseIso8601, parseTime } from './parseTime.ts';

/** `util.time`. https://docs.aws.amazon.com/appsync/latest/devguide/time-helpers-in-util-time-js.html */
export const timeUtilities = {
  nowISO8601: (): string => new Date(currentCall().now).toISOString(),
  nowEpochSeconds: (): number => Math.floor(currentCall().now / 1000),
  nowEpochMilliSeconds: (): number => currentCall().now,
  nowFormatted: (pattern: string, zone?: string): string => formatTime(currentCall().now, pattern, zone ?? 'UTC'),
  parseFormattedToEpochMilliSeconds: (text: string, pattern: string, zone?: string): number =>
    parseTime(text, pattern, zone),
  parseISO8601ToEpochMilliSeconds: (text: string): number => parseIso8601(text),
  epochMilliSecondsToSeconds: (milliseconds: number): number => Math.floor(milliseconds / 1000),
  epochMilliSecondsToISO8601: (milliseconds: number): string => new Date(milliseconds).toISOString(),
  epochMilliSecondsToFormatted: (milliseconds: number, pattern: string, zone?: string): string =>
    formatTime(milliseconds, pattern, zone ?? 'UTC'),
};
