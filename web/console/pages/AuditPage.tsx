import { AuditLogDocument, type AuditLogQuery } from '../../../schema/generated/operations/graphql.ts';
import { Id, Problem, Waiting } from '../frame/parts.tsx';
import { Table } from '../frame/Table.tsx';
import { ago, plain } from '../frame/words.ts';
import { useAsk } from '../session/useAsk.ts';

type Entry = AuditLogQuery['auditLog']['items'][number];

/** Who changed what, and when: the last thirty days. */
export function AuditPage() {
  const { answer, problem, again } = useAsk(AuditLogDocument, { limit: 100 }, { every: 10_000 });
  return (
    <>
      <h1>Audit</h1>
      <Problem text={problem} again={again} />
      {answer ? (
        <Table<Entry>
          caption="What administrators changed, newest first"
          rows={answer.auditLog.items}
          keyOf={({ auditId }) => auditId}
          empty="Nothing was changed in the last thirty days."
          columns={[
            { name: 'when', cell: ({ at }) => <time dateTime={at}>{ago(at)}</time> },
            { name: 'actor', cell: ({ actor }) => <bdi className="long">{actor}</bdi> },
            { name: 'action', cell: ({ action }) => plain(action) },
            {
              name: 'about',
              cell: ({ subjects }) =>
                subjects.length > 0 && (
                  <span className="ids">
                    {subjects.map((subject) => (
                      <Id key={subject} id={subject} />
                    ))}
                  </span>
                ),
            },
          ]}
        />
      ) : (
        !problem && <Waiting />
      )}
    </>
  );
}
