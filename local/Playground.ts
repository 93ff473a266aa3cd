import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The page belongs to the room `web`: this room bundles and serves it by path and imports nothing of it. */
const sourceFolder = fileURLToPath(new URL('../web/playground', import.meta.url));
const modulesFolder = fileURLToPath(new URL('../node_modules', import.meta.url));
const entryPoints = [
  { in: join(sourceFolder, 'index.tsx'), out: 'index' },
  { in: 'monaco-editor/esm/vs/editor/editor.worker.js', out: 'editor.worker' },
  { in: 'monaco-editor/esm/vs/language/json/json.worker.js', out: 'json.worker' },
  { in: 'monaco-graphql/esm/graphql.worker.js', out: 'graphql.worker' },
];
const types: Record<string, string> = {
  '.html': 'text/html;charset=utf-8',
  '.js': 'text/javascript;charset=utf-8',
  '.css': 'text/css;charset=utf-8',
  '.ttf': 'font/ttf',
};

/** Builds the playground when it is first asked for, and serves it. */
export class Playground {
  readonly #folder: string;
  #built: Promise<void> | undefined;

  constructor(buildFolder: string) {
    this.#folder = buildFolder;
  }

  /** Answers whether the path was the playground's. */
  async serve(path: string, response: ServerResponse): Promise<boolean> {
    const name =
      path === '/' || path === '/playground' || path === '/playground/'
        ? 'index.html'
        : /^\/playground\/([\w.-]+)$/.exec(path)?.[1];
    if (!name || !types[extname(name)]) return false;
    this.#built ??= this.#build().catch((error: unknown) => {
      this.#built = undefined;
      throw error;
    });
    await this.#built;
    const file = join(this.#folder, name);
    if (!existsSync(file)) return false;
    const body = await readFile(file);
    response.writeHead(200, {
      'content-type': types[extname(name)],
      'content-length': body.length,
      'cache-control': 'no-cache',
      // The page holds credentials: it may run and reach only what this server gives.
      'content-security-policy':
        "default-src 'self'; connect-src 'self' ws: wss:; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; frame-ancestors 'none'",
    });
    response.end(body);
    return true;
  }

  /** Builds into a folder aside, so that a build that is cut off is never served. */
  async #build(): Promise<void> {
    const stamp = await this.#stamp();
    const stampFile = join(this.#folder, 'stamp');
    if (existsSync(stampFile) && (await readFile(stampFile, 'utf8')) === stamp) return;
    const { build } = await import('esbuild');
    const aside = `${this.#folder}.${process.pid}.new`;
    await build({
      entryPoints,
      outdir: aside,
      bundle: true,
      minify: true,
      format: 'esm',
      target: 'es2022',
      jsx: 'automatic',
      nodePaths: [modulesFolder],
      loader: { '.ttf': 'file' },
      assetNames: '[name]-[hash]',
      publicPath: '/playground',
      define: { 'process.env.NODE_ENV': '"production"' },
      logLevel: 'silent',
      absWorkingDir: sourceFolder,
    });
    await writeFile(join(aside, 'index.html'), await readFile(join(sourceFolder, 'index.html')));
    await writeFile(join(aside, 'stamp'), stamp);
    await mkdir(join(this.#folder, '..'), { recursive: true });
    await rm(this.#folder, { recursive: true, force: true });
    await rename(aside, this.#folder);
  }

  /** Changes when a source of the page or a version that it bundles changes. */
  async #stamp(): Promise<string> {
    const hash = createHash('sha256');
    for (const name of (await readdir(sourceFolder)).sort())
      hash.update(name).update(await readFile(join(sourceFolder, name)));
    for (const name of ['graphiql', 'react', 'monaco-editor'])
      hash.update(await readFile(join(modulesFolder, name, 'package.json')));
    return hash.digest('hex');
  }
}
