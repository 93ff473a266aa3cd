import ts from 'typescript';
import type { Scopes } from './Scopes.ts';

type Callable = ts.SignatureDeclaration;

function enclosingFunction(node: ts.Node): Callable | undefined {
  return ts.findAncestor(node.parent, ts.isFunctionLike) as Callable | undefined;
}

/** Calls that lead back to the function they stand in, directly or through others: AppSync has no recursion. */
export function findRecursion(file: ts.SourceFile, scopes: Scopes): ts.CallExpression[] {
  const calls: { call: ts.CallExpression; from: Callable; to: Callable }[] = [];
  const callees = new Map<Callable, Set<Callable>>();
  const link = (from: Callable, to: Callable): void => {
    callees.set(from, (callees.get(from) ?? new Set()).add(to));
  };
  const visit = (node: ts.Node): void => {
    const from = enclosingFunction(node);
    if (ts.isCallExpression(node) && from !== undefined) {
      const to = scopes.functionOf(node.expression);
      if (to !== undefined) {
        calls.push({ call: node, from, to });
        link(from, to);
      }
    } else if (ts.isFunctionLike(node) && from !== undefined && !ts.isFunctionDeclaration(node)) {
      // A callback or a function held in a variable may be called by the function around it.
      link(from, node as Callable);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  const reaches = (start: Callable, goal: Callable, seen = new Set<Callable>()): boolean => {
    if (start === goal) return true;
    if (seen.has(start)) return false;
    seen.add(start);
    return [...(callees.get(start) ?? [])].some((next) => reaches(next, goal, seen));
  };
  return calls.filter(({ from, to }) => reaches(to, from)).map(({ call }) => call);
}
