import { describe, expect, it } from 'vitest';
import { evaluateBody, evaluateExpression } from './evaluateExpression.ts';

// https://docs.aws.amazon.com/appsync/latest/devguide/time-helpers-in-util-time.html, "Standalone function examples".
describe('util.time, the examples AWS documents', () => {
  it.each([
    ['nowISO8601()', '2018-02-06T19:01:35.750Z'],
    ['nowEpochSeconds()', 1517943695],
    ['nowEpochMilliSeconds()', 1517943695750],
    ['nowFormatted("yyyy-MM-dd HH:mm:ssZ")', '2018-02-06 19:01:35+0000'],
    ['nowFormatted("yyyy-MM-dd HH:mm:ssZ", "Australia/Perth")', '2018-02-07 03:01:35+0800'],
    ['parseFormattedToEpochMilliSeconds("2018-02-01 01:23:45+0800", "yyyy-MM-dd HH:mm:ssZ")', 1517419425000],
    [
      'parseFormattedToEpochMilliSeconds("2018-02-01 01:23:45", "yyyy-MM-dd HH:mm:ss", "Australia/Perth")',
      1517419425000,
    ],
    ['parseISO8601ToEpochMilliSeconds("2018-02-01T01:23:45.123+08:00")', 1517419425123],
    ['epochMilliSecondsToSeconds(1517943695750)', 1517943695],
    ['epochMilliSecondsToISO8601(1517943695750)', '2018-02-06T19:01:35.750Z'],
    ['epochMilliSecondsToFormatted(1517943695750, "yyyy-MM-dd HH:mm:ssZ")', '2018-02-06 19:01:35+0000'],
    [
      'epochMilliSecondsToFormatted(1517943695750, "yyyy-MM-dd HH:mm:ssZ", "Australia/Perth")',
      '2018-02-07 03:01:35+0800',
    ],
  ])('%s', (call, expected) => {
    expect(evaluateExpression(`util.time.${call}`)).toBe(expected);
  });
});

// Expected texts are java.time.format.DateTimeFormatter's (Locale.US) for 2018-02-06T19:01:35.750Z, a Tuesday.
describe('patterns', () => {
  it.each([
    ['EEEE, MMMM d, yyyy', 'UTC', 'Tuesday, February 6, 2018'],
    ['EEE MMM dd yy', 'UTC', 'Tue Feb 06 18'],
    ['hh:mm:ss a', 'UTC', '07:01:35 PM'],
    ['HH:mm:ss.SSS', 'UTC', '19:01:35.750'],
    ['SSSSSS', 'UTC', '750000'],
    ["yyyy-MM-dd'T'HH:mm:ssXXX", 'America/New_York', '2018-02-06T14:01:35-05:00'],
    ["yyyy-MM-dd'T'HH:mm:ssX", 'UTC', '2018-02-06T19:01:35Z'],
    ['XX xx xxx ZZZZZ', 'Asia/Kolkata', '+0530 +0530 +05:30 +05:30'],
    ['O', 'Asia/Tokyo', 'GMT+9'],
    ["h 'o''clock'", 'UTC', "7 o'clock"],
    ['D DDD', 'UTC', '37 037'],
    ['Q w Y', 'UTC', '1 6 2018'],
    ['VV', 'Europe/Paris', 'Europe/Paris'],
    ['HH:mm', '+02:30', '21:31'],
  ])('%s in %s', (pattern, zone, expected) => {
    const call = `util.time.nowFormatted(${JSON.stringify(pattern)}, ${JSON.stringify(zone)})`;
    expect(evaluateExpression(call)).toBe(expected);
  });

  it.each([
    ['6 February 2018 07:01 PM', 'd MMMM yyyy hh:mm a', 'UTC', Date.UTC(2018, 1, 6, 19, 1)],
    ['2018-02-06', 'yyyy-MM-dd', 'UTC', Date.UTC(2018, 1, 6)],
    ['06/02/18', 'dd/MM/yy', 'UTC', Date.UTC(2018, 1, 6)],
    ['2018-037', 'yyyy-DDD', 'UTC', Date.UTC(2018, 1, 6)],
    ['2018-02-06T19:01:35.750Z', "yyyy-MM-dd'T'HH:mm:ss.SSSX", 'Asia/Tokyo', 1517943695750],
    // The clocks of New York went from 02:00 to 03:00 on 2018-03-11: a time in the gap moves an hour on.
    ['2018-03-11 02:30', 'yyyy-MM-dd HH:mm', 'America/New_York', Date.UTC(2018, 2, 11, 7, 30)],
    // And back from 02:00 to 01:00 on 2018-11-04: the earlier of the two is meant.
    ['2018-11-04 01:30', 'yyyy-MM-dd HH:mm', 'America/New_York', Date.UTC(2018, 10, 4, 5, 30)],
  ])('parses %s', (text, pattern, zone, expected) => {
    const values = [text, pattern, zone].map((value) => JSON.stringify(value)).join();
    expect(evaluateExpression(`util.time.parseFormattedToEpochMilliSeconds(${values})`)).toBe(expected);
  });

  it.each([
    'util.time.parseFormattedToEpochMilliSeconds("yesterday", "yyyy-MM-dd")',
    'util.time.parseFormattedToEpochMilliSeconds("2018-02-30", "yyyy-MM-dd")',
    'util.time.parseISO8601ToEpochMilliSeconds("2018-02-06")',
    'util.time.nowFormatted("yyyy", "Mars/Olympus")',
    'util.time.nowFormatted("[yyyy]")',
  ])('refuses %s', (call) => {
    const { error, logs } = evaluateBody(`return ${call};`);
    expect(error).toEqual({ message: expect.stringMatching(/^code\.js:4:\d+: /) as string, type: 'Code' });
    expect(logs[0]).toMatch(/^ERROR - code\.js:/);
  });
});
