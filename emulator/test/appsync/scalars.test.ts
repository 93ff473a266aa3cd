import { GraphQLError, Kind } from 'graphql';
import { describe, expect, it } from 'vitest';
import { appSyncScalars } from '../../appsync/scalars/index.ts';

const scalars = Object.fromEntries(appSyncScalars.map((scalar) => [scalar.name, scalar]));

/** Texts that a scalar takes and texts that it refuses. */
const texts: Record<string, { good: string[]; bad: string[] }> = {
  AWSDate: {
    good: ['1970-01-01', '1970-01-01Z', '1970-01-01-07:00', '1970-01-01+05:30', '2024-02-29', '1970-01-01+05:30:15'],
    bad: [
      '',
      '1970-1-1',
      '2023-02-29',
      '1970-13-01',
      '1970-01-32',
      '1970-01-01T00:00Z',
      '1970-01-01+25:00',
      '19700101',
    ],
  },
  AWSTime: {
    good: ['12:30', '12:30Z', '12:30:24-07:00', '12:30:24.500+05:30', '00:00:00', '23:59:59.999999999'],
    bad: ['', '24:00', '12:60', '12:30:60', '12', '12:30:24.', '1:30', '12:30+19:00'],
  },
  AWSDateTime: {
    good: [
      '1970-01-01T12:00:00.000Z',
      '1970-01-01T12:00:00+05:30',
      '1970-01-01T12:00Z',
      '2024-02-29T23:59:59.123456789-08:00:30',
    ],
    bad: [
      '',
      '1970-01-01T12:00:00',
      '1970-01-01',
      '1970-02-30T12:00:00Z',
      '1970-01-01 12:00:00Z',
      '1970-01-01T25:00:00Z',
      'yesterday',
    ],
  },
  AWSEmail: {
    good: ['username@example.com', 'first.last+tag@mail.example.co.uk', 'a@b.io'],
    bad: [
      '',
      'username',
      '@example.com',
      'a@',
      'a@localhost',
      'a b@example.com',
      '.a@example.com',
      'a@-example.com',
      'a@ex..com',
    ],
  },
  AWSURL: {
    good: [
      'https://www.amazon.com/dp/B000NZW3IQ/',
      'mailto:example@example.com',
      'http://localhost:3000/a?b=c#d',
      'ftp://host/file',
    ],
    bad: ['', 'www.amazon.com', '/path', 'https://a.com//b', 'https:/a.com', 'http://a b.com', 'https://'],
  },
  AWSPhone: {
    good: [
      '+14155552671',
      '(415) 555-2671',
      '415-555-2671',
      '415 555 2671',
      '4155552671',
      '+44 20 7946 0958',
      '1 415 555 2671',
    ],
    bad: ['', '555-2671', 'abc', '+1', '115-555-2671', '415--555--2671', '+1234567890123456', '415-155-2671'],
  },
  AWSIPAddress: {
    good: ['127.0.0.1', '123.45.67.89/16', '::1', '1a2b:3c4b::1234:4567', '2001:db8::/32', '0.0.0.0/0'],
    bad: ['', '256.0.0.1', '1.2.3', '1.2.3.4/33', '::1/129', '1.2.3.4/', '1.2.3.4/8/8', 'fe80::1%eth0', 'host'],
  },
};

describe.each(Object.entries(texts))('%s', (name, { good, bad }) => {
  it.each(good)('takes %j and gives it back', (text) => {
    expect(scalars[name].parseValue(text)).toBe(text);
    expect(scalars[name].parseLiteral({ kind: Kind.STRING, value: text })).toBe(text);
    expect(scalars[name].serialize(text)).toBe(text);
  });
  it.each(bad)('refuses %j in both directions', (text) => {
    expect(() => scalars[name].parseValue(text)).toThrow(`as a valid ${name}`);
    expect(() => scalars[name].parseLiteral({ kind: Kind.STRING, value: text })).toThrow(`as a valid ${name}`);
    expect(() => scalars[name].serialize(text)).toThrow(GraphQLError);
  });
  it.each([1, true, null, {}, []])('refuses the value %j, which is no text', (value) => {
    expect(() => scalars[name].parseValue(value)).toThrow(`as a valid ${name}`);
    expect(() => scalars[name].parseLiteral({ kind: Kind.INT, value: '1' })).toThrow(`as a valid ${name}`);
  });
});

describe('AWSTimestamp', () => {
  const { AWSTimestamp } = scalars;
  it.each([0, 1, -1, 1_700_000_000])('takes %d', (seconds) => {
    expect(AWSTimestamp.parseValue(seconds)).toBe(seconds);
    expect(AWSTimestamp.parseLiteral({ kind: Kind.INT, value: String(seconds) })).toBe(seconds);
    expect(AWSTimestamp.serialize(seconds)).toBe(seconds);
  });
  it.each([1.5, '1', Number.NaN, Number.POSITIVE_INFINITY, null, {}])('refuses %j from a client', (value) => {
    expect(() => AWSTimestamp.parseValue(value)).toThrow('as a valid AWSTimestamp');
  });
  it('reads a number that a data source stored as text', () => {
    expect(AWSTimestamp.serialize('1700000000')).toBe(1_700_000_000);
    expect(() => AWSTimestamp.serialize('soon')).toThrow('Unable to serialize');
  });
});

describe('AWSJSON', () => {
  const { AWSJSON } = scalars;
  it.each([
    ['{"a":[1,null]}', { a: [1, null] }],
    ['"text"', 'text'],
    ['0', 0],
    ['null', null],
    ['[]', []],
  ])('gives resolvers the value of %s', (text, value) => {
    expect(AWSJSON.parseValue(text)).toEqual(value);
    expect(AWSJSON.parseLiteral({ kind: Kind.STRING, value: text })).toEqual(value);
  });
  it.each(['', 'text', '{a:1}', '{"a":1', undefined, 1, { a: 1 }])('refuses %j', (value) => {
    expect(() => AWSJSON.parseValue(value)).toThrow('as a valid AWSJSON');
  });
  it('answers JSON text, and never encodes it twice', () => {
    expect(AWSJSON.serialize({ a: 1 })).toBe('{"a":1}');
    expect(AWSJSON.serialize('{"a":1}')).toBe('{"a":1}');
    expect(AWSJSON.serialize(AWSJSON.serialize({ a: 'b' }))).toBe('{"a":"b"}');
    expect(AWSJSON.serialize('plain text')).toBe('"plain text"');
    expect(AWSJSON.serialize(0)).toBe('0');
  });
});
