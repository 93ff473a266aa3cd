import { existsSync, readdirSync, readFileSync } from 'node:fs';
import typescriptEslint from 'typescript-eslint';
import importPlugin from 'eslint-plugin-import';

const emulatorPackage = JSON.parse(readFileSync(new URL('./emulator/package.json', import.meta.url), 'utf8'));
/** What the emulator's package exports. Other rooms, tests and benchmarks see nothing else of it. */
const emulatorDoors = Object.values(emulatorPackage.exports).map((file) => file.replace('./', 'emulator/'));

/** What each room may import from outside itself; every other room is closed to it. See CONTRIBUTING.md. */
const doors = {
  schema: [],
  resolvers: ['schema'],
  functions: ['schema', 'model/contract', 'experiments', 'scale/index.ts'],
  model: ['data/read', 'data/records', 'experiments', 'schema/contract'],
  infra: ['resolvers/wiring.ts', 'schema/eventTypes.json', 'schema/contract', 'emulator/appsync-js'],
  // A package of its own that runs any synthesized template: it knows nothing of this product.
  emulator: [],
  data: ['schema'],
  local: ['schema', ...emulatorDoors, 'data'],
  cli: ['schema', ...emulatorDoors, 'local', 'data', 'experiments', 'simulation', 'scale', 'spark'],
  experiments: ['schema/contract'],
  simulation: ['schema/contract', 'data/demo'],
  scale: [],
  spark: [],
  client: ['schema/generated'],
  web: ['schema/generated', 'schema/operations', 'client/index.ts', 'client/react/index.ts'],
};
const rooms = Object.keys(doors);
const closedRooms = rooms.flatMap((room) =>
  [...rooms, 'bench', 'test']
    .filter((other) => other !== room)
    .map((other) => ({
      target: `./${room}`,
      from: `./${other}`,
      except: doors[room]
        .filter((door) => door.split('/')[0] === other)
        .map((door) => `./${door.split('/').slice(1).join('/')}`),
      message: `${room}/ may import only from ${doors[room].join(', ') || 'itself'} (the doors, CONTRIBUTING.md).`,
    })),
);
// Tests may use the emulator's test helpers as well.
const closedEmulator = [
  { target: './bench', from: './emulator', except: emulatorDoors },
  { target: './test', from: './emulator', except: [...emulatorDoors, 'emulator/test'] },
].map((zone) => ({
  ...zone,
  except: zone.except.map((door) => door.replace('emulator/', './')),
  message: 'Of emulator/ only what its package.json exports may be imported.',
}));
const functionFolders = readdirSync(new URL('./functions', import.meta.url)).filter((folder) => folder !== 'shared');
const closedFunctions = functionFolders.flatMap((folder) =>
  functionFolders
    .filter((other) => other !== folder)
    .map((other) => ({
      target: `./functions/${folder}`,
      from: `./functions/${other}`,
      message: 'One function never imports another: share through functions/shared.',
    })),
);

const resolverRules = existsSync(new URL('./resolvers/eslint.js', import.meta.url))
  ? (await import('./resolvers/eslint.js')).default
  : [];

export default typescriptEslint.config(
  {
    ignores: [
      'node_modules',
      'build',
      'cdk.out',
      '.recsync',
      'schema/generated',
      'model/kernels/assembly',
      '**/generated/**',
      'coverage',
    ],
  },
  ...typescriptEslint.configs.recommended,
  {
    plugins: { import: importPlugin },
    rules: {
      'import/no-restricted-paths': [
        'error',
        { basePath: import.meta.dirname, zones: [...closedRooms, ...closedEmulator, ...closedFunctions] },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_' },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    files: [
      'schema/contract/**/*.ts',
      'simulation/**/*.ts',
      'scale/**/*.ts',
      'experiments/{statistics,comparison,bandit,impressions,anomalies,drift}/**/*.ts',
      'model/{contract,statistics,kernels,splits,scoring,algorithms,hybrid,ranking,tuning}/**/*.ts',
    ],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^(node:)?(fs|http|https|net|child_process|worker_threads)(/.*)?$',
              message: 'Only train, serve and commands do input and output.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['{test,emulator/test,bench/test}/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'CallExpression[callee.object.name="vi"][callee.property.name=/^wait(For|Until)$/][arguments.length<2]',
          message: 'Say how long it may take: one second, which Vitest gives, is too little on a busy machine.',
        },
      ],
    },
  },
  ...resolverRules,
);
