/** Whether a target was met, as the tables of results show it. */
export const verdict = (isMet: boolean): string => (isMet ? 'met' : '**missed**');
