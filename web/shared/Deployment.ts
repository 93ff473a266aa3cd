/** The deployed API that this page was served for. See local/DeployedPages.ts. */
export interface Deployment {
  endpoint: string;
  /** For public reads, and for visitors. */
  apiKey?: string;
  /** Cognito's own pages, where the deployment has them. */
  signIn?: { url: string; clientId: string };
}

/** Of this page; undefined on the local cloud, which serves its pages beside its API. */
export function readDeployment(): Deployment | undefined {
  const settings = document.getElementById('deployment')?.textContent;
  return settings ? (JSON.parse(settings) as Deployment) : undefined;
}
