/** What the trainer found on validation; see HybridReport. */
export interface ValidationReport {
  readonly blend: number;
  readonly components: readonly { readonly name: string; readonly value: number }[];
}

/**
 * Validation metrics in the form that SageMaker's metric definitions pick up by regular expression, e.g.
 * `validation_ndcg=([0-9.]+);`: first the blend, `validation_ndcg=0.31;`, then each component alone,
 * `validation_ease_ndcg=0.29;`.
 */
export function metricLines(report: ValidationReport): string[] {
  const line = (name: string, value: number): string => `validation_${name}ndcg=${value.toFixed(5)};`;
  const components = report.components.map(({ name, value }) => line(`${name.replace(/[^A-Za-z0-9]+/g, '_')}_`, value));
  return [line('', report.blend), ...components];
}
