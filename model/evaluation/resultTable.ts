import type { HybridReport } from '../tuning/hybridReport.ts';
import type { EvaluationResult } from './evaluationResult.ts';

/**
 * The result as a plain text table, one model a line, best nDCG first. Says so when the clock cut the training of the
 * hybrid short: then it is not the model that this budget gives on a machine of its own.
 */
export function resultTable(result: Pick<EvaluationResult, 'models' | 'protocol' | 'untuned'>): string {
  const rows = Object.entries(result.models);
  const columns = Object.keys(rows[0][1]);
  const firstMetric = columns[0];
  const header = ['model', ...columns];
  const body = rows
    .sort(([, a], [, b]) => b[firstMetric] - a[firstMetric])
    .map(([name, values]) => [
      name,
      ...columns.map((column) => (column.includes('@') ? values[column].toFixed(4) : values[column].toFixed(1))),
    ]);
  const widths = header.map((title, index) => Math.max(title.length, ...body.map((row) => row[index].length)));
  const table = [header, ...body]
    .map((row) =>
      row.map((cell, index) => (index === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[index]))).join('  '),
    )
    .join('\n');
  const remarks = [
    ...(result.untuned.length === 0
      ? []
      : [`Not tuned, as the budget had no room for it: ${result.untuned.join(', ')}. Measured with the defaults.`]),
    ...(result.protocol.wasCutByClock === true
      ? ['The clock cut the training of the hybrid short: another run may give another model.']
      : []),
  ];
  return [table, ...remarks].join('\n');
}

/** What tuning saw on the validation parts: every component alone, and its weight in the blend. */
export function tuningTable(report: HybridReport): string {
  const { kind, folds, cases, newUsers } = report.validation;
  const lines = report.components.map(
    ({ name, value, weight, weightAfterPause: later }) =>
      `  ${name.padEnd(24)} ${value.toFixed(4)}  weight ${weight.toFixed(2)}${later === undefined ? '' : `, after a pause ${later.toFixed(2)}`}`,
  );
  return [
    `validation: ${kind}, ${folds} folds, ${cases} cases, ${newUsers} new users; blend ${report.blend.toFixed(4)}`,
    ...lines,
  ].join('\n');
}
