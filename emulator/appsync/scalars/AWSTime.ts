import { defineTextScalar } from './defineScalar.ts';
import { isOffset, isTimeOfDay, offsetPattern } from './isoParts.ts';

const form = new RegExp(`^(.*?)(${offsetPattern})?$`);

/** `hh:mm[:ss.sss]` with an optional offset. https://docs.aws.amazon.com/appsync/latest/devguide/scalars.html */
export const AWSTime = defineTextScalar('AWSTime', 'A time of day, hh:mm:ss.sss, with an optional offset.', (text) => {
  const match = form.exec(text);
  return match !== null && isTimeOfDay(match[1]) && (match[2] === undefined || isOffset(match[2]));
});
