import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { evidenceIndex } from '../../schema/contract/keys.ts';
import { BundledFunction } from './BundledFunction.ts';
import { grantIndex, grantTable } from './grantTable.ts';

export interface SimilarUserFinderProps {
  buildFolder: string;
  userData: TableV2;
}

/** The function that finds who is interested in the same items as a person. */
export class SimilarUserFinder extends Construct {
  readonly handler: BundledFunction;

  constructor(scope: Construct, id: string, { buildFolder, userData }: SimilarUserFinderProps) {
    super(scope, id);
    this.handler = new BundledFunction(this, 'FindSimilarUsers', {
      buildFolder,
      name: 'find-similar-users',
      description: 'Finds who is interested in the same items as a person, for administrators',
      memory: 512,
      timeout: 30,
      environment: { USER_DATA_TABLE: userData.tableName },
    });
    grantTable(userData, this.handler, ['Query', 'BatchGetItem']);
    grantIndex(userData, evidenceIndex.name, this.handler);
  }
}
