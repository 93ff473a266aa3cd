/** Whether a DynamoDB endpoint answers at all: any HTTP answer will do. */
export const isAnswering = async (endpoint: string): Promise<boolean> => {
  const response = await fetch(endpoint, { signal: AbortSignal.timeout(1000) });
  await response.arrayBuffer();
  return true;
};
