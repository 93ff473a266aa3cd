/** Path and query of a request line. */
export interface RequestTarget {
  /** As sent, still encoded; begins with a slash unless the target was `*` or nonsense. */
  path: string;
  query: URLSearchParams;
}

/**
 * Reads what a request line asks for, in origin or absolute form (RFC 9112, section 3.2). Never throws: a socket may
 * send anything here, and `new URL` throws for some of it, `//` among them.
 */
export function readTarget(target = '/'): RequestTarget {
  const [path = '', query = ''] = target.replace(/^https?:\/\/[^/?#]*/i, '').split(/\?(.*)/s);
  return { path: path === '' ? '/' : path, query: new URLSearchParams(query) };
}

/** A part of a path without its percent encoding, or undefined when that is broken. */
export function decodePart(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
