/** Aborts at the first Ctrl-C (or SIGTERM); a second one, when it is not the echo of the first, ends at once. */
export function listenForStop(): AbortSignal {
  const controller = new AbortController();
  let first = 0;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (controller.signal.aborted && Date.now() - first > 1000) {
        process.exit(130);
      }
      first ||= Date.now();
      controller.abort();
    });
  }
  return controller.signal;
}
