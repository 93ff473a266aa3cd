import appsync from '@aws-appsync/eslint-plugin';

/** Resolvers, and the part of the contract that is bundled into them. */
const files = ['resolvers/**/*.ts', 'schema/contract/**/*.ts'];
const missing =
  'APPSYNC_JS does not have it: ' + 'https://docs.aws.amazon.com/appsync/latest/devguide/supported-features.html';

/** What the plugin does not catch: syntax and globals that AppSync refuses or lacks. */
const syntax = [
  ['ThrowStatement', 'Use util.error.'],
  ['NewExpression', 'There are no constructors: no Date, Map, Set, RegExp.'],
  [
    'CallExpression[callee.property.name=/^(sort|toSorted)$/][arguments.length>0]',
    'There is no sort comparator: rank in the function or by sort key.',
  ],
  ['CallExpression[callee.property.name=/^(at|matchAll|search|codePointAt|normalize|isWellFormed)$/]', missing],
  ['SequenceExpression', missing],
  ['TaggedTemplateExpression', missing],
  ['ImportExpression', missing],
  ['MetaProperty', missing],
  ['BigIntLiteral, Literal[bigint]', missing],
];

const globals = [
  'Date',
  'Map',
  'Set',
  'WeakMap',
  'WeakSet',
  'Promise',
  'Proxy',
  'Reflect',
  'Symbol',
  'BigInt',
  'RegExp',
  'Intl',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'structuredClone',
  'fetch',
  'process',
  'Buffer',
  'globalThis',
  'crypto',
  'performance',
  'TextEncoder',
  'TextDecoder',
  'URL',
  'URLSearchParams',
  'btoa',
  'atob',
  'eval',
  'Function',
  'require',
];

/** Rules of the code that runs in APPSYNC_JS; the root configuration takes them in. */
export default [
  { files, languageOptions: { parserOptions: { projectService: true } } },
  { ...appsync.configs.recommended, files },
  {
    files,
    rules: {
      'no-restricted-syntax': ['error', ...syntax.map(([selector, message]) => ({ selector, message }))],
      'no-restricted-globals': ['error', ...globals.map((name) => ({ name, message: missing }))],
    },
  },
];
