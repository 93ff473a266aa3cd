import { JsonApi, ServiceError, type ServiceRequest } from '../../gateway/index.ts';
import type { AccessControl } from '../../identity/index.ts';
import { describeExport, exportType } from './TableExport.ts';
import type { TableExports } from './TableExports.ts';

const operations = ['ExportTableToPointInTime', 'DescribeExport', 'ListExports'];
/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListExports.html */
const mostPerPage = 25;

/** DynamoDB's operations on exports; it stands before the engine, which does not know them. */
class ExportApi extends JsonApi {
  override matches(request: ServiceRequest): boolean {
    return super.matches(request) && operations.includes(request.headers['x-amz-target']!.split('.')[1]!);
  }
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html says what each asks for. */
export const createExportApi = (exports: TableExports, access: AccessControl): JsonApi =>
  new ExportApi('dynamodb', 'DynamoDB_20120810', {
    async ExportTableToPointInTime(input, principal) {
      access.require(principal, 'dynamodb:ExportTableToPointInTime', String(input.TableArn));
      return { ExportDescription: describeExport(await exports.start(input, principal)) };
    },
    async DescribeExport({ ExportArn }, principal) {
      access.require(principal, 'dynamodb:DescribeExport', String(ExportArn));
      return { ExportDescription: describeExport(exports.find(String(ExportArn))) };
    },
    async ListExports({ TableArn, MaxResults = mostPerPage, NextToken }, principal) {
      access.require(principal, 'dynamodb:ListExports', '*');
      const all = exports.list(TableArn === undefined ? undefined : String(TableArn));
      const begin = NextToken === undefined ? 0 : all.findIndex(({ exportArn }) => exportArn === NextToken) + 1;
      if (NextToken !== undefined && begin === 0) {
        throw new ServiceError('ValidationException', 'Invalid NextToken');
      }
      const page = all.slice(begin, begin + Math.min(Number(MaxResults), mostPerPage));
      return {
        ExportSummaries: page.map((one) => ({
          ExportArn: one.exportArn,
          ExportStatus: one.status,
          ExportType: exportType(one.request),
        })),
        NextToken: begin + page.length < all.length ? page.at(-1)?.exportArn : undefined,
      };
    },
  });
