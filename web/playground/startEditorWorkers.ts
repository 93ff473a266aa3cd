/** Tells the editor (Monaco) where its workers are: beside this page, never on another host. */
export function startEditorWorkers(): void {
  Object.assign(globalThis, {
    MonacoEnvironment: {
      getWorker: (_id: string, label: string) => {
        const name = label === 'json' || label === 'graphql' ? label : 'editor';
        return new Worker(`/playground/${name}.worker.js`, { name: label, type: 'module' });
      },
    },
  });
}
