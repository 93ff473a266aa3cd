/**
 * The second attempt, with what the first left when another request was quicker with one of the entries. Does nothing
 * when nothing is left; what a second cancellation leaves is answered with RETRY.
 */
export { request, response } from './putInteractions.ts';
