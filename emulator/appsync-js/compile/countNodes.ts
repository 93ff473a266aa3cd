import ts from 'typescript';

/** Nodes of the syntax tree of a resolver's code: AppSync's second limit, that of metadata, seems to follow them. */
export function countNodes(code: string): number {
  let count = 0;
  const visit = (node: ts.Node): void => {
    count += 1;
    node.forEachChild(visit);
  };
  visit(ts.createSourceFile('code.js', code, ts.ScriptTarget.ESNext));
  return count;
}
