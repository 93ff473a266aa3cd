/**
 * The validation metrics of a training report in the form that SageMaker's metric definitions pick up by regular
 * expression, e.g. `validation_ndcg=([0-9.]+);`. The hybrid's carry no name: `validation_ndcg=0.31;`, a component's do:
 * `validation_ease_ndcg=0.29;`. The cut-off (`ndcg@10`) is left out because it is the same for all.
 */
export function metricLines(report: Readonly<Record<string, unknown>>): string[] {
  const metrics = report.metrics as Record<string, Record<string, number>> | undefined;
  return Object.entries(metrics ?? {}).flatMap(([model, values]) =>
    Object.entries(values)
      .filter(([, value]) => Number.isFinite(value))
      .map(([metric, value]) => {
        const name = [...(model === 'hybrid' ? [] : [model]), metric.replace(/@.*/, '')].join('_');
        return `validation_${name}=${value.toFixed(5)};`;
      }),
  );
}
