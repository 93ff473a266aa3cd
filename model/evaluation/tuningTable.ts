import type { HybridReport } from '../tuning/hybridReport.ts';

/** What tuning saw on the validation parts: every component alone, and its weight in the blend. */
export function tuningTable(report: HybridReport): string {
  const { kind, folds, cases, newUsers } = report.validation;
  const lines = report.components.map(
    ({ name, value, weight }) => `  ${name.padEnd(24)} ${value.toFixed(4)}  weight ${weight.toFixed(2)}`,
  );
  return [
    `validation: ${kind}, ${folds} folds, ${cases} cases, ${newUsers} new users; blend ${report.blend.toFixed(4)}`,
    ...lines,
  ].join('\n');
}
