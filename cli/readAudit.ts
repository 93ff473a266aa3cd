/** What `npm audit --json` says, in version 2 of its report. */
interface AuditReport {
  auditReportVersion?: number;
  vulnerabilities?: Record<string, { severity: string; range: string; via: (string | Advisory)[] }>;
}

interface Advisory {
  name: string;
  title: string;
  url: string;
  severity: string;
  range: string;
}

/** From the mildest to the worst, in npm's words. */
export const severities = ['info', 'low', 'moderate', 'high', 'critical'] as const;
export type Severity = (typeof severities)[number];

export interface Finding {
  package: string;
  /** The versions that it is about. */
  range: string;
  severity: Severity;
  title: string;
  url: string;
}

/** The advisories at or above a severity, the worst first; undefined when no registry answered. */
export function readAudit(text: string, atLeast: Severity): Finding[] | undefined {
  const report = parse(text);
  // What npm says instead, when it could not ask, has an error and no vulnerabilities.
  if (report?.vulnerabilities === undefined) return undefined;
  const rank = (severity: string): number => severities.indexOf(severity as Severity);
  // A package that only depends on a vulnerable one names it, and it is listed itself.
  const advisories = Object.values(report.vulnerabilities).flatMap(({ via }) =>
    via.filter((each): each is Advisory => typeof each === 'object'),
  );
  const byUrl = new Map(advisories.map((advisory) => [`${advisory.name} ${advisory.url}`, advisory]));
  return [...byUrl.values()]
    .map(({ name, ...advisory }) => ({
      package: name,
      range: advisory.range,
      severity: advisory.severity as Severity,
      title: advisory.title,
      url: advisory.url,
    }))
    .filter(({ severity }) => rank(severity) >= rank(atLeast))
    .toSorted((one, other) => rank(other.severity) - rank(one.severity) || (one.package < other.package ? -1 : 1));
}

function parse(text: string): AuditReport | undefined {
  try {
    return JSON.parse(text) as AuditReport;
  } catch {
    return undefined;
  }
}
