import { describe, expect, test } from 'vitest';
import { readExportRequest } from '../../dynamodb/exports/readExportRequest.ts';

describe('a request for an export', () => {
  const now = Date.UTC(2026, 0, 31) / 1000;
  const hour = 3600;
  const streaming = { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' as const };
  const ask = (specification: object, shortExports = false, StreamSpecification: object | undefined = streaming) =>
    readExportRequest(
      {
        S3Bucket: 'b',
        ExportType: 'INCREMENTAL_EXPORT',
        IncrementalExportSpecification: { ExportViewType: 'NEW_IMAGE', ...specification },
      },
      { arn: 'a', name: 'changing', hasPointInTimeRecovery: true },
      { CreationDateTime: new Date((now - 40 * 24 * hour) * 1000), StreamSpecification: StreamSpecification as never },
      { now, shortExports },
    ).changes;
  const refusal = (specification: object, ...more: [boolean?, object?]) => {
    try {
      return ask(specification, ...more);
    } catch (error) {
      return `${(error as Error).name}: ${(error as Error).message}`;
    }
  };

  test('of changes spans 15 minutes to 24 hours of the last 35 days', () => {
    expect(ask({ ExportFromTime: now - 900 })).toEqual({ from: now - 900, to: now, view: 'NEW_IMAGE' });
    expect(ask({ ExportFromTime: now - 24 * hour })).toMatchObject({ from: now - 24 * hour });
    expect(ask({ ExportFromTime: '2026-01-30T12:00:00.700Z', ExportToTime: '2026-01-30T13:00:00Z' })).toMatchObject({
      from: now - 12 * hour,
      to: now - 11 * hour,
    });
    expect(ask({ ExportFromTime: now - 10 }, true)).toMatchObject({ from: now - 10 });
    expect(refusal({ ExportFromTime: now - 899 })).toMatch(/ValidationException: .*15 minutes/);
    expect(refusal({ ExportFromTime: now - 24 * hour - 1 })).toMatch(/ValidationException: .*24 hours/);
    expect(refusal({ ExportFromTime: now - 36 * 24 * hour, ExportToTime: now - 35 * 24 * hour })).toMatch(
      /InvalidExportTime/,
    );
    expect(refusal({ ExportFromTime: now - hour, ExportToTime: now + 60 })).toMatch(/InvalidExportTime/);
    expect(refusal({ ExportFromTime: now, ExportToTime: now })).toMatch(/before/);
    expect(refusal({})).toMatch(/ExportFromTime/);
    expect(refusal({ ExportFromTime: 'x' })).toMatch(/ISO 8601/);
  });

  test('of changes needs a stream that shows what is asked for', () => {
    expect(refusal({ ExportFromTime: now - hour }, false, {})).toMatch(/has none/);
    expect(refusal({ ExportFromTime: now - hour, ExportViewType: 'NEW_AND_OLD_IMAGES' })).toMatch(/shows NEW_IMAGE/);
    expect(refusal({ ExportFromTime: now - hour, ExportViewType: 'OTHER' })).toMatch(/exportViewType/);
  });
});
