/**
 * The id of a list that a model made carries the version of the model behind a dot, so that what people do with the list
 * is counted for that version without a read. Ids of other lists are without.
 */

/** The form of a version, `<yyyymmdd>-<hhmmss>-<4 hex>`: digits as 0, hexadecimal digits as x. */
const versionForm = '00000000-000000-xxxx';
const uuidForm = 'xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx';
const digitsOf: Record<string, string> = { '0': '0123456789', x: '0123456789abcdef', '-': '-' };

function hasForm(text: string, form: string): boolean {
  return (
    text.length === form.length && text.split('').every((character, index) => digitsOf[form[index]].includes(character))
  );
}

/** Whether a text has the form of a version of the model, which is that of a training run too. */
export function isModelVersion(text: string): boolean {
  return hasForm(text, versionForm);
}

/** @param id a UUID */
export function recommendationIdOf(id: string, modelVersion: string | null | undefined): string {
  return modelVersion && isModelVersion(modelVersion) ? `${id}.${modelVersion}` : id;
}

/** The version that made the list; null for an id without one or of another form, as any client may send. */
export function modelVersionOf(recommendationId: string): string | null {
  const parts = recommendationId.split('.');
  if (parts.length !== 2 || !hasForm(parts[0], uuidForm) || !isModelVersion(parts[1])) return null;
  return parts[1];
}
