import { readFileSync } from 'node:fs';
import appsync from '@aws-appsync/eslint-plugin';

/** The language as the emulator knows it: a name that is not in this table AWS would refuse. */
const language = JSON.parse(
  readFileSync(new URL('../emulator/appsync-js/compile/language.json', import.meta.url), 'utf8'),
);
/** Resolvers, and the part of the contract that is bundled into them. */
const files = ['resolvers/**/*.ts', 'schema/contract/**/*.ts'];
const lacking =
  'APPSYNC_JS does not have {{name}}: https://docs.aws.amazon.com/appsync/latest/devguide/supported-features.html';

const has = (table, name) => name !== undefined && Object.hasOwn(table, name);

const isGlobal = (identifier, sourceCode) => {
  for (let scope = sourceCode.getScope(identifier); scope !== null; scope = scope.upper) {
    const variable = scope.set.get(identifier.name);
    if (variable !== undefined) return variable.defs.length === 0;
  }
  return true;
};

const nameOf = ({ property, computed }) => {
  if (!computed) return property.name;
  return property.type === 'Literal' ? String(property.value) : undefined;
};

/** Names of ECMAScript that the language table does not list: globals, their members, methods. */
const knownNames = {
  meta: { type: 'problem', schema: [], messages: { lacking } },
  create(context) {
    const { sourceCode } = context;
    const report = (node, name) => context.report({ node, messageId: 'lacking', data: { name } });
    const isProvided = (node) => {
      const root = node.type === 'MemberExpression' ? node.object : node;
      if (root.type === 'MemberExpression') return isProvided(root);
      if (root.type !== 'Identifier') return false;
      if (['util', 'runtime', 'extensions'].includes(root.name)) return true;
      const definition = sourceCode.getScope(root).references.find(({ identifier }) => identifier === root)?.resolved;
      return definition?.defs[0]?.type === 'ImportBinding';
    };
    return {
      'Program:exit'(program) {
        const scope = sourceCode.getScope(program);
        const builtIn = scope.variables.filter(({ defs }) => defs.length === 0);
        const references = [...scope.through, ...builtIn.flatMap((variable) => variable.references)];
        for (const { identifier, isTypeReference } of references) {
          const { name, parent } = identifier;
          const isOwner = parent.type === 'MemberExpression' && parent.object === identifier;
          if (isTypeReference || has(language.globals, name) || (isOwner && has(language.members, name))) continue;
          report(identifier, name);
        }
      },
      MemberExpression(node) {
        const { object, parent } = node;
        const name = nameOf(node);
        const isOwner = object.type === 'Identifier' && has(language.members, object.name);
        const members = isOwner ? language.members[object.name] : undefined;
        if (members !== undefined && isGlobal(object, sourceCode)) {
          if (!has(members, name)) report(node, `${object.name}.${name ?? '[…]'}`);
          return;
        }
        const isCalled = parent.type === 'CallExpression' && parent.callee === node;
        if (isCalled && !isProvided(node) && !has(language.methods, name)) report(node, `the method ${name ?? '[…]'}`);
      },
    };
  },
};

/** Syntax that the plugin of AWS does not catch. */
const syntax = [
  ['ThrowStatement', 'Use util.error.'],
  ['NewExpression', 'There are no constructors: no Date, Map, Set, RegExp.'],
  [
    'CallExpression[callee.property.name="sort"][arguments.length>0]',
    'There is no sort comparator: rank in the function or by sort key.',
  ],
  ['SequenceExpression', 'The comma operator is not supported.'],
  ['TaggedTemplateExpression:not([tag.object.name="String"][tag.property.name="raw"])', 'Only String.raw is a tag.'],
  ['AssignmentExpression[operator=/^(\\?\\?|\\|\\||&&)=$/]', 'Logical assignment is not supported.'],
  ['ImportExpression', 'Dynamic import is not supported.'],
  ['MetaProperty', 'import.meta and new.target are not supported.'],
  ['BigIntLiteral, Literal[bigint]', 'BigInt is not supported.'],
  ['Property[kind!="init"]', 'Getters and setters are not supported.'],
  ['Property[method=true]', 'Methods of object literals are not supported.'],
];

/** Rules of the code that runs in APPSYNC_JS; the root configuration takes them in. */
export default [
  { files, languageOptions: { parserOptions: { projectService: true } } },
  { ...appsync.configs.recommended, files },
  {
    files,
    plugins: { language: { rules: { 'known-names': knownNames } } },
    rules: {
      'language/known-names': 'error',
      'no-restricted-syntax': ['error', ...syntax.map(([selector, message]) => ({ selector, message }))],
    },
  },
];
