import { describe, expect, it } from 'vitest';
import { renderRetention } from '../../../infra/schema/renderRetention.ts';

const render = (...types: object[]): string => renderRetention(JSON.stringify(types));

describe('how long interactions are kept', () => {
  it('names the event types that have an end, and no others', () => {
    const text = render({ name: 'VIEW', retentionDays: 30 }, { name: 'LIKE' }, { name: 'SHARE', retentionDays: 1 });
    expect(text).toContain('= {\n  VIEW: 30,\n  SHARE: 1,\n};');
  });

  it.each([0, -1, 1.5, '30', null])('refuses %j days', (retentionDays) => {
    expect(() => render({ name: 'VIEW', retentionDays })).toThrow(
      expect.objectContaining({ code: 'INVALID_EVENT_TYPE', message: expect.stringContaining('"VIEW"') }),
    );
  });
});
