import type { PageDefinition } from './BundledPage.ts';

/** The shop, at the root. Its addresses belong to the page itself, which shows what each of them names. */
export const storefront: PageDefinition = {
  name: 'storefront',
  entryPoints: { 'index.tsx': 'index' },
  shownAt: /^\/$|^\/(search|cart|forgotten)\/?$|^\/item\/[^/]+$/,
  madeFrom: { folders: ['client', 'schema/generated/operations', 'web/shared'], packages: ['react', 'react-dom'] },
};

/**
 * What administrators see. Its addresses are below its own name, and it says itself which of them are none; its files
 * have a dot.
 */
export const consolePage: PageDefinition = {
  name: 'console',
  entryPoints: { 'index.tsx': 'index' },
  shownAt: /^\/console(\/[^/.]+(\/[^/]+)?)?\/?$/,
  madeFrom: { folders: ['client', 'schema/generated/operations', 'web/shared'], packages: ['react', 'react-dom'] },
};

/** GraphiQL, with its editor's workers. */
export const playground: PageDefinition = {
  name: 'playground',
  entryPoints: {
    'index.tsx': 'index',
    'monaco-editor/esm/vs/editor/editor.worker.js': 'editor.worker',
    'monaco-editor/esm/vs/language/json/json.worker.js': 'json.worker',
    'monaco-graphql/esm/graphql.worker.js': 'graphql.worker',
  },
  shownAt: /^\/playground\/?$/,
  madeFrom: { folders: [], packages: ['graphiql', 'react', 'monaco-editor'] },
};
