import { defineTextScalar } from './defineScalar.ts';
import { isDay, isOffset, isTimeOfDay, offsetPattern } from './isoParts.ts';

const form = new RegExp(`^(.*?)T(.*?)(${offsetPattern})$`);

/** `YYYY-MM-DDThh:mm:ss.sssZ`; the offset is required. https://docs.aws.amazon.com/appsync/latest/devguide/scalars.html */
export const AWSDateTime = defineTextScalar('AWSDateTime', 'An instant, YYYY-MM-DDThh:mm:ss.sssZ.', (text) => {
  const match = form.exec(text);
  return match !== null && isDay(match[1]) && isTimeOfDay(match[2]) && isOffset(match[3]);
});
