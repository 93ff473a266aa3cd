/** A value of a template before its intrinsic functions are worked out: any JSON. */
export type TemplateValue = unknown;

export interface TemplateResource {
  Type: string;
  Properties?: Record<string, TemplateValue>;
  Condition?: string;
  DependsOn?: string | string[];
  DeletionPolicy?: string;
}

export interface TemplateParameter {
  Type: string;
  Default?: unknown;
}

/** The members of a CloudFormation template that matter here. */
export interface Template {
  Resources?: Record<string, TemplateResource>;
  Parameters?: Record<string, TemplateParameter>;
  Mappings?: Record<string, Record<string, Record<string, unknown>>>;
  Conditions?: Record<string, TemplateValue>;
  Outputs?: Record<string, { Value: TemplateValue; Export?: { Name: TemplateValue }; Condition?: string }>;
  Transform?: unknown;
}

export interface Stack {
  name: string;
  region: string;
  account: string;
  template: Template;
}

/** A synthesized CDK app: its stacks, and where the assets that they name lie on disk. */
export interface Assembly {
  folder: string;
  stacks: Stack[];
  /** S3 object key (`<hash>.zip`) to the file or folder that CDK would upload there. */
  files: Map<string, string>;
  /** Image tag (the asset's hash) to the folder that Docker would build. */
  images: Map<string, { folder: string; dockerfile: string }>;
}
