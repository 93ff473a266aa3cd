import { defineTextScalar } from './defineScalar.ts';
import { isDay, isOffset } from './isoParts.ts';

/** `YYYY-MM-DD` with an optional offset. https://docs.aws.amazon.com/appsync/latest/devguide/scalars.html */
export const AWSDate = defineTextScalar(
  'AWSDate',
  'A day, YYYY-MM-DD, with an optional time zone offset.',
  (text) => isDay(text.slice(0, 10)) && (text.length === 10 || isOffset(text.slice(10))),
);
