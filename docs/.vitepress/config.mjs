import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const firstLine = (path) => readFileSync(join(root, path), 'utf8').split('\n', 1)[0];
/** A page under the name that it gives itself. */
const page = (path, text) => ({
  text: text ?? firstLine(path).replace(/^# /, ''),
  link: `/${path.replace(/\.md$/, '')}`,
});
const decisions = readdirSync(join(root, 'docs', 'decisions')).filter((name) => name !== 'README.md');

/** `npm run docs`: the site, from docs/ and the READMEs that it leads to. */
export default {
  title: 'recsync',
  description: 'A serverless recommendation backend on AWS AppSync that runs whole on a laptop',
  // Copies of every page of the repository, each at its path (infra/docs/buildDocs.ts): here VitePress's packages are found.
  srcDir: '.vitepress/pages',
  rewrites: { 'README.md': 'index.md' },
  outDir: '../build/docs',
  cacheDir: '../build/docs-cache',
  cleanUrls: true,
  // Links to files and folders of the repository that are no pages: test/house/links.test.ts sees that they are there.
  ignoreDeadLinks: [
    /\.(ts|tsx|mjs|json|graphql|yml)$/,
    (link) => {
      const path = link
        .replace(/^(\.\.?\/)+/, '')
        .replace(/[?#].*$/, '')
        .replace(/\/(index)?$/, '');
      return !path.endsWith('.md') && [path, `docs/${path}`].some((each) => existsSync(join(root, each)));
    },
  ],
  // Text in angle brackets is text here, never a component.
  markdown: { html: false },
  vite: { logLevel: 'warn' },
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    nav: [
      { text: 'Quick start', link: '/docs/guides/quick-start' },
      { text: 'Guides', link: '/docs/guides/your-catalogue' },
      { text: 'Reference', link: '/docs/reference' },
      { text: 'Changelog', link: '/CHANGELOG' },
    ],
    sidebar: [
      {
        text: 'Start',
        items: [page('docs/guides/quick-start.md'), page('docs/guides/concepts.md'), page('docs/glossary.md')],
      },
      {
        text: 'Guides',
        items: [
          ...[
            'your-catalogue',
            'event-types',
            'identity-provider',
            'visitors-who-sign-in',
            'visitors-who-are-nobody',
          ].map((name) => page(`docs/guides/${name}.md`)),
          page('docs/import.md'),
          page('docs/deploy.md', 'Deploy'),
          page('docs/guides/look-at-a-deployment.md'),
          page('docs/scale.md', 'Scale'),
          page('docs/spark.md'),
          page('docs/costs.md', 'Costs'),
          page('docs/guides/tune-and-evaluate.md'),
          page('docs/guides/operate.md'),
          page('docs/guides/restore.md'),
          page('docs/experiments.md'),
          page('docs/similar-users.md'),
          page('docs/guides/from-amazon-personalize.md'),
          page('docs/guides/from-gorse.md'),
          page('docs/guides/other-clients.md'),
        ],
      },
      {
        text: 'Reference',
        items: [
          page('docs/schema.md'),
          page('docs/reference.md', 'API reference'),
          page('docs/errors.md'),
          page('docs/authorisation.md'),
          page('docs/command-line.md'),
          page('client/README.md', 'The client'),
        ],
      },
      {
        text: 'Inside',
        items: [
          page('docs/architecture.md'),
          page('docs/contracts.md'),
          page('docs/model-life.md'),
          page('docs/quality.md'),
          page('docs/local-cloud.md'),
          page('emulator/README.md', 'The emulator'),
          page('docs/demo-data.md'),
          page('docs/licences.md'),
          page('CONTRIBUTING.md'),
          page('CHANGELOG.md'),
        ],
      },
      { text: 'Decisions', collapsed: true, items: decisions.map((name) => page(`docs/decisions/${name}`)) },
    ],
  },
};
