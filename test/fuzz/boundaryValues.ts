/** A number as it is written, so that digits which a double does not hold reach the server. */
export class NumberText {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** A value of an enum: bare in the text of an operation, a text in variables. */
export class EnumName {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/** What an argument or variable may be given. */
export type Value = null | boolean | string | NumberText | EnumName | Value[] | { [name: string]: Value };

/** As in the text of an operation. */
export function toLiteral(value: Value): string {
  if (value instanceof NumberText) return value.text;
  if (value instanceof EnumName) return value.name;
  if (Array.isArray(value)) return `[${value.map(toLiteral).join(', ')}]`;
  if (value !== null && typeof value === 'object') {
    const members = Object.entries(value).map(([name, member]) => `${name}: ${toLiteral(member)}`);
    return `{ ${members.join(', ')} }`;
  }
  return JSON.stringify(value);
}

/** As in the JSON of variables. */
export function toJson(value: Value): string {
  if (value instanceof NumberText) return value.text;
  if (value instanceof EnumName) return JSON.stringify(value.name);
  if (Array.isArray(value)) return `[${value.map(toJson).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    return `{${Object.entries(value)
      .map(([name, member]) => `${JSON.stringify(name)}:${toJson(member)}`)
      .join(',')}}`;
  }
  return JSON.stringify(value);
}

const numbers = (...texts: string[]): NumberText[] => texts.map((text) => new NumberText(text));

/** Where JavaScript, Java, GraphQL and DynamoDB end or differ. */
export const boundaryNumbers = {
  Int: numbers('0', '-0', '1', '-1', '50', '100', '101', '2147483647', '-2147483648', '2147483648', '9007199254740993'),
  Float: numbers(
    ...[
      '0',
      '-0.0',
      '0.1',
      '-1',
      '9007199254740991',
      '9007199254740992',
      '9007199254740993',
      '1e15',
      '-1e15',
      '1.1e15',
    ],
    // DynamoDB holds 1e-130 to 9.99…e125 with 38 digits.
    ...['1e21', '1e125', '9.9e125', '1e126', '1e300', '1.7976931348623157e308', '1e309', '-1e126', '-1e300'],
    ...['1e-130', '1e-131', '1e-140', '5e-324', '1e-400', '0.1234567890123456789012345678901234567890123'],
  ),
};

export const boundaryTexts = [
  ...['', ' ', 'NaN', 'Infinity', '-0', 'null', 'undefined', 'true', '[]', '{}', '0x1F', '1e400', '9007199254740993'],
  ...[
    '\ud83d',
    'a\udc00b',
    '\udc00\ud83d',
    '😀',
    'e\u0301',
    '\u0000',
    '\u0001\u001f\u007f',
    '\n\t\r',
    '\u2028',
    '\ufeff',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '#',
    'USER#ada',
    'EVT#',
    ':p0',
    '#count',
    '$ctx',
    '../..',
  ],
  ...['"', '\\', "'", '%', '*', '(?<x>a)', '<script>', '{"a":1}', 'x'.repeat(256), 'x'.repeat(257), 'é'.repeat(129)],
  'x'.repeat(5000),
  'x'.repeat(40_000),
];

export const boundaryTimes = [
  ...[
    '2026-02-30T00:00:00Z',
    '2024-02-29T23:59:60Z',
    '1969-12-31T23:59:59Z',
    '1990-01-01T00:00:00Z',
    '0000-01-01T00:00:00Z',
  ],
  ...['9999-12-31T23:59:59.999Z', '2999-01-01T00:00:00Z', '2020-01-01T24:00:00Z', '2020-01-01T00:00:00+14:00'],
  ...['2020-01-01T00:00:00.123456789Z', '2020-01-01', '2020-01-01T00:00', '+275760-09-13T00:00:00Z', '2020-1-1T0:0:0Z'],
];

export const boundaryDays = [
  ...['2026-02-30', '2026-1-1', '2026-11-28Z', '2026-11-28+14:00', '2026-11-28T00:00:00Z', '0000-01-01', '-0001-01-01'],
  ...['1969-12-31', '9999-12-31', '+275760-09-13', '2026-11-28-99:99'],
];

export const boundaryJson = [
  ...[
    '{}',
    '[]',
    'null',
    '1',
    '"text"',
    '',
    'nope',
    '{',
    '{"a":{}}',
    '{"__proto__":{"a":1}}',
    '{"a":1,"a":2}',
    '{"":""}',
  ],
  ...[
    '{"a":9007199254740993}',
    '{"a":1e400}',
    '{"a":1e300}',
    '{"a":1e-200}',
    '{"a":"\\ud83d"}',
    '{"a":NaN}',
    '{"a":true}',
  ],
  `{"a":"${'x'.repeat(4096)}"}`,
  `{"a":"${'x'.repeat(17_000)}"}`,
  `${'{"a":'.repeat(60)}1${'}'.repeat(60)}`,
  `${'['.repeat(200)}${']'.repeat(200)}`,
];

export const boundaryAddresses = [
  'https://shop.example/a.jpg',
  'ftp://x',
  'x',
  'http://',
  'https://é.example/\ud83d',
  `https://x.example/${'a'.repeat(2100)}`,
];
