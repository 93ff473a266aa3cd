/** Another execution has deleted one of the rows, or somebody writes to one: the next look at the table tells. */
export function isOvertaken(error: unknown): boolean {
  const { name, CancellationReasons = [] } = error as Error & { CancellationReasons?: { Code?: string }[] };
  const passing = ['None', 'ConditionalCheckFailed', 'TransactionConflict'];
  return (
    name === 'TransactionCanceledException' && CancellationReasons.every(({ Code = 'None' }) => passing.includes(Code))
  );
}
