import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..', '..');

it('synthesizes offline and passes the AwsSolutions pack without an open finding', () => {
  const folder = mkdtempSync(join(tmpdir(), 'recsync-nag-'));
  try {
    // The command itself, in an environment that holds no credentials and points every request at nothing.
    const { PATH, HOME } = process.env;
    const outdir = join(folder, 'cdk.out');
    const synth = spawnSync(join(root, 'node_modules/.bin/tsx'), ['infra/synth.ts'], {
      cwd: root,
      env: { PATH, HOME, CDK_OUTDIR: outdir, HTTPS_PROXY: 'http://127.0.0.1:1', HTTP_PROXY: 'http://127.0.0.1:1' },
      encoding: 'utf8',
    });
    expect(synth.status, synth.stderr).toBe(0);
    const manifest = JSON.parse(readFileSync(join(outdir, 'manifest.json'), 'utf8')) as {
      artifacts: Record<string, { type: string }>;
    };
    const stacks = Object.entries(manifest.artifacts).filter(([, { type }]) => type === 'aws:cloudformation:stack');
    expect(stacks.map(([name]) => name).sort()).toEqual([
      'recsync-api',
      'recsync-batch',
      'recsync-data',
      'recsync-model',
      'recsync-operations',
      'recsync-training',
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 120_000);
