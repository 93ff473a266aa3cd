import type ts from 'typescript';

/** One change of the text: the characters from `start` up to `end` give way to `text`. */
export interface Edit {
  start: number;
  end: number;
  text: string;
  /** An insertion behind a node: at one place it comes before what begins there, the innermost node's first. */
  closes?: true;
}

/** Inserts text around a node. Call it for outer nodes before inner ones. */
export function wrap(edits: Edit[], node: ts.Node, before: string, after: string): void {
  edits.push({ start: node.getStart(), end: node.getStart(), text: before });
  edits.push({ start: node.getEnd(), end: node.getEnd(), text: after, closes: true });
}

/** Makes all changes; those that replace text must not overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const ordered = edits
    .map((edit, index) => ({ ...edit, order: edit.closes ? -1 - index : index }))
    .sort((left, right) => left.start - right.start || left.order - right.order);
  let result = '';
  let position = 0;
  for (const { start, end, text: replacement } of ordered) {
    result += text.slice(position, start) + replacement;
    position = end;
  }
  return result + text.slice(position);
}
