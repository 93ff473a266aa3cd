/** Thrown while a line is parsed: the line breaks a rule. The message names the field and what was received. */
export class RejectedLine extends Error {
  override readonly name = 'RejectedLine';
}

/** Shows a received value in a message: as JSON, at most 60 characters. */
export const received = (value: unknown): string => {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
};
