import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { loadStateMachine, StateMachines } from '../../emulator/step-functions/index.ts';
import type { ScoreCandidatesInput, ScoredList, WorkflowInput } from '../../schema/contract/scoring.ts';
import { packed } from '../helpers/packed.ts';
import { synthesize } from '../infra/stacks/synthesize.ts';

/** The other workflow of the API's stack erases people. */
const express = { Properties: { StateMachineType: 'EXPRESS' } };
const arn = 'arn:aws:states:us-east-1:000000000000:stateMachine:workflow';

/** The workflow of the synthesized template on a real table. Its functions are given: one scores, one is told. */
export async function startWorkflow(
  client: DynamoDBClient,
  table: string,
  score: (input: ScoreCandidatesInput) => ScoredList,
) {
  const made = await synthesize();
  const [{ Properties }] = Object.values(made.api.findResources('AWS::StepFunctions::StateMachine', express));
  made.close();
  const [, parts] = (Properties as { DefinitionString: { 'Fn::Join': [string, unknown[]] } }).DefinitionString[
    'Fn::Join'
  ];
  const callScore = (event: string): { payload: string; functionError?: string } => {
    try {
      return { payload: JSON.stringify(packed(score(JSON.parse(event) as ScoreCandidatesInput))) };
    } catch (error) {
      const { name, message } = error as Error;
      return { payload: JSON.stringify({ errorType: name, errorMessage: message }), functionError: 'Unhandled' };
    }
  };
  const published: unknown[] = [];
  const failures: unknown[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'recsync-workflow-'));
  const machines = new StateMachines({
    machines: [
      {
        ...loadStateMachine(parts.map((part) => (typeof part === 'string' ? part : resolve(part, table))).join('')),
        name: 'workflow',
        arn,
        roleArn: 'arn:aws:iam::000000000000:role/workflow',
        type: 'EXPRESS',
        services: {
          dynamodb: client,
          invokeFunction: async (name, event) => {
            if (name.includes('ScoreCandidates')) return callScore(event);
            published.push(JSON.parse(event));
            return { payload: 'null' };
          },
          invokeFunctionLater: () => undefined,
          sendToQueue: (_, body) => {
            failures.push(JSON.parse(body));
            return 'message-1';
          },
          call: () => Promise.reject(new Error('The workflow calls no other service.')),
        },
      },
    ],
    logFolder: folder,
    journalFolder: folder,
    onFailure: () => undefined,
  });
  return {
    published,
    /** What the workflow sent to its queue. */
    failures,
    run: async (input: WorkflowInput): Promise<string> => {
      const { status, cause } = await machines.start(arn, JSON.stringify(input)).end;
      return cause ? `${status}: ${cause}` : status;
    },
  };
}

/** What a reference of the definition stands for here. */
function resolve(reference: unknown, table: string): string {
  const text = JSON.stringify(reference);
  if (text.includes('AWS::Partition')) return 'aws';
  const [, name] = /"Fn::GetAtt":\["(\w+)"/.exec(text) ?? [];
  return name ? `arn:aws:lambda:us-east-1:000000000000:function:${name}` : table;
}
