import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('..', import.meta.url));
const modulesFolder = join(repository, 'node_modules');
const types: Record<string, string> = {
  '.html': 'text/html;charset=utf-8',
  '.js': 'text/javascript;charset=utf-8',
  '.css': 'text/css;charset=utf-8',
  '.ttf': 'font/ttf',
};

export interface PageDefinition {
  /** The folder of `web/` that holds `index.html`. Its name begins the address of the page's files. */
  name: string;
  /** What is bundled: a path from the page's folder, or a file of a package, to the name that it is served by. */
  entryPoints: Record<string, string>;
  /** Which addresses show `index.html`. */
  shownAt: RegExp;
  /** What it is made from: folders of the repository, and packages. A change of either makes a new build. */
  madeFrom: { folders: string[]; packages: string[] };
}

/** What a page is told that is served for a deployed API. See web/shared/Deployment.ts. */
export interface DeployedApi {
  endpoint: string;
  apiKey?: string;
  /** Cognito's own pages: their address, and the client whose tokens the API takes. */
  signIn?: { url: string; clientId: string };
}

/** A page of `web/`: bundled when it is first asked for, then served from the state folder. */
export class BundledPage {
  readonly #page: PageDefinition;
  readonly #sourceFolder: string;
  readonly #folder: string;
  readonly #deployed: DeployedApi | undefined;
  #built: Promise<void> | undefined;

  /**
   * The build goes into a folder of the page's name in `buildFolder`.
   * @param deployed left out: the page talks to the API beside it
   */
  constructor(page: PageDefinition, buildFolder: string, deployed?: DeployedApi) {
    this.#page = page;
    this.#deployed = deployed;
    this.#sourceFolder = join(repository, 'web', page.name);
    this.#folder = join(buildFolder, page.name);
  }

  /** Answers whether the path was the page's. */
  async serve(path: string, response: ServerResponse): Promise<boolean> {
    const name = this.#page.shownAt.test(path) ? 'index.html' : this.#fileOf(path);
    if (!name || !types[extname(name)]) return false;
    this.#built ??= this.#build().catch((error: unknown) => {
      this.#built = undefined;
      throw error;
    });
    await this.#built;
    const file = join(this.#folder, name);
    if (!existsSync(file)) return false;
    const content = await readFile(file);
    const body = name === 'index.html' ? this.#introduce(content) : content;
    response.writeHead(200, {
      'content-type': types[extname(name)],
      'content-length': body.length,
      'cache-control': 'no-cache',
      // The page holds credentials: it may run and reach only what this server gives.
      'content-security-policy': `default-src 'self'; connect-src ${this.#reaches()}; style-src 'self' 'unsafe-inline'; img-src 'self' data: https:; font-src 'self' data:; frame-ancestors 'none'`,
      'referrer-policy': 'no-referrer',
    });
    response.end(body);
    return true;
  }

  /** What the page may talk to. */
  #reaches(): string {
    const others = [this.#deployed?.endpoint, this.#deployed?.signIn?.url].filter((url) => url !== undefined);
    return ["'self'", 'ws:', 'wss:', ...others.map((url) => new URL(url).origin)].join(' ');
  }

  /** A block of data, which no browser runs. */
  #introduce(page: Buffer): Buffer {
    if (!this.#deployed) return page;
    const settings = JSON.stringify(this.#deployed).replaceAll('<', '\\u003c');
    const block = `<script type="application/json" id="deployment">${settings}</script>`;
    return Buffer.from(page.toString().replace('</head>', () => `  ${block}\n  </head>`));
  }

  #fileOf(path: string): string | undefined {
    const [, folder, name, ...rest] = path.split('/');
    return folder === this.#page.name && rest.length === 0 && /^[\w.-]+$/.test(name ?? '') ? name : undefined;
  }

  /** Builds into a folder aside, so that a build that is cut off is never served. */
  async #build(): Promise<void> {
    const stamp = await this.#stamp();
    const stampFile = join(this.#folder, 'stamp');
    if (existsSync(stampFile) && (await readFile(stampFile, 'utf8')) === stamp) return;
    const { build } = await import('esbuild');
    const aside = `${this.#folder}.${process.pid}.new`;
    await build({
      entryPoints: Object.entries(this.#page.entryPoints).map(([source, out]) => ({
        in: existsSync(join(this.#sourceFolder, source)) ? join(this.#sourceFolder, source) : source,
        out,
      })),
      outdir: aside,
      bundle: true,
      minify: true,
      format: 'esm',
      // What a page asks for later is a file of its own. Workers are files that stand alone.
      splitting: Object.keys(this.#page.entryPoints).length === 1,
      chunkNames: '[name]-[hash]',
      target: 'es2022',
      jsx: 'automatic',
      nodePaths: [modulesFolder],
      loader: { '.ttf': 'file' },
      assetNames: '[name]-[hash]',
      publicPath: `/${this.#page.name}`,
      define: { 'process.env.NODE_ENV': '"production"' },
      logLevel: 'silent',
      absWorkingDir: this.#sourceFolder,
    });
    await writeFile(join(aside, 'index.html'), await readFile(join(this.#sourceFolder, 'index.html')));
    await writeFile(join(aside, 'stamp'), stamp);
    await mkdir(join(this.#folder, '..'), { recursive: true });
    await rm(this.#folder, { recursive: true, force: true });
    await rename(aside, this.#folder);
  }

  /** Changes when a source of the page or a version that it bundles changes. */
  async #stamp(): Promise<string> {
    const hash = createHash('sha256');
    const folders = [this.#sourceFolder, ...this.#page.madeFrom.folders.map((folder) => join(repository, folder))];
    for (const folder of folders) {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
      for (const file of files.sort()) hash.update(relative(repository, file)).update(await readFile(file));
    }
    for (const name of this.#page.madeFrom.packages)
      hash.update(await readFile(join(modulesFolder, name, 'package.json')));
    return hash.digest('hex');
  }
}
