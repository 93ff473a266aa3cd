import { expect, it } from 'vitest';
import { renderEvidence } from '../../../infra/schema/renderEvidence.ts';

it('names the event types that speak for their items, and no others', () => {
  const types = [
    { name: 'VIEW', evidenceWeight: 1 },
    { name: 'IMPRESSION', evidenceWeight: 0 },
    { name: 'DISLIKE', evidenceWeight: -1 },
    { name: 'WATCH', evidenceWeight: 0.1 },
  ];
  expect(renderEvidence(JSON.stringify(types))).toContain("= [\n  'VIEW',\n  'WATCH',\n];");
});
