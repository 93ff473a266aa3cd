import { describe, expect, it } from 'vitest';
import { largestWorkspaceBytes, Workspace, WorkspaceTooLargeError } from '../../../model/kernels/index.ts';
import { scoringBytes } from '../../../model/scoring/ScoringWorkspace.ts';

describe('the workspace of a catalogue', () => {
  it('has room for everything three times over', () => {
    expect(scoringBytes(1000, 64_000, 2)).toBe(3 * 64_000 + 4 * (32_000 + 2 ** 18));
  });

  // 128 numbers of each of 3 million items, as the attributes of a catalogue take: 1.5 GB, which fit into 4 GiB once.
  it('is as large as a workspace can be where that is less, and full only when it is', () => {
    const bytes = scoringBytes(3_000_000, 3_000_000 * 128 * 4, 1);
    expect(bytes).toBe(largestWorkspaceBytes);
    const workspace = new Workspace(bytes);
    workspace.reserve(3_000_000_000);
    expect(() => workspace.reserve(3_000_000_000)).toThrow(WorkspaceTooLargeError);
  });
});
