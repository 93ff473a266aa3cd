import { spawnSync } from 'node:child_process';
import { repository } from './folders.ts';
import { optionsOf } from './optionsOf.ts';
import { parseOptions } from './parseOptions.ts';
import { readAudit } from './readAudit.ts';
import type { Severity } from './readAudit.ts';
import { runCommand } from './runCommand.ts';

/** Of docs/command-line.md: nothing is known, which is neither good nor bad news. */
const nobodyAnswered = 2;

/** `recsync audit`: what the registry's advisories say about the packages of package-lock.json. */
await runCommand(async () => {
  const { level = 'low', production, json } = parseOptions(process.argv.slice(2), optionsOf('audit'));
  const scope = production === true ? ['--omit=dev'] : [];
  const { stdout, stderr, error } = spawnSync(
    process.platform === 'win32' ? 'npm.cmd' : 'npm',
    ['audit', '--json', '--package-lock-only', '--fetch-retries=1', '--fetch-timeout=30000', ...scope],
    { cwd: repository, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  const findings = readAudit(stdout ?? '', String(level) as Severity);
  if (findings === undefined) {
    const [reason = 'no answer'] = /"(?:summary|message)": "([^"]+)"/.exec(stdout ?? '')?.slice(1) ?? [
      (error?.message ?? stderr ?? '').trim().split('\n')[0] || 'no answer',
    ];
    process.stderr.write(`The registry did not answer, so nothing is known of advisories: ${reason}\n`);
    return nobodyAnswered;
  }
  const lines = findings.map(
    ({ severity, package: name, range, title, url }) => `${severity}  ${name} ${range}: ${title} (${url})\n`,
  );
  const text = lines.length === 0 ? `No advisory of severity ${String(level)} or above.\n` : lines.join('');
  process.stdout.write(json === true ? `${JSON.stringify({ findings })}\n` : text);
  return findings.length === 0 ? 0 : 1;
});
