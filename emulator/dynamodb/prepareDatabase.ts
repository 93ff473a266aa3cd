import { existsSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/**
 * An SQLite database with dynoxide's table of stream records and one index more, compressed. Made with
 *   PRAGMA page_size = 512;
 *   CREATE TABLE _stream_records (…as dynoxide 1.2 creates it…);
 *   CREATE INDEX stream_records_by_sequence ON _stream_records (table_name, CAST(sequence_number AS INTEGER));
 * For every write to a table with a stream, dynoxide looks for the highest sequence number, and without the index it
 * reads all records of the stream: 100,000 writes would take half an hour instead of half a minute.
 */
const database = `
H4sIAAAAAAACA+1WTU/CMBhux5cxeuboe2Rh8eLZxImNWRwDR0ngtIytypRtcR0qR4y/xx/gX/NiBwJSNF44mLAnW7en756+bZr36TrXZpAyuI
mT0E3hBCkIY3QGgJB4RaiMVsh48RvH6G8o6NjDpexj/JHx8vyR43+giA8XO5tjJ5Hvf77/GL0jcQ23MuBe1rw0cKVar+PX09QdjJjDU9Fpb3fm
mzkS5oZOwrw48blElYZNdEqA6ucmASkItcAHw6LkktjQto2mbvfhivRB79KWYQlpk1hUg3meyA0ZUNKjYLXE3TVNDdgji9IfI/dswp07HkdyIG
JPThC6t3OFBvHIX+OcPYxZ5Il843DAElnOh24iBL7c74mFpcx3xGG+WNEqOOYsERox1yCdzJTqfl7/O1//Cj5A+E00O47pUaFS1et46gSRz54l
QxlMnGVNrodKX+ZiWBekB7/LoGVtWs/KVDRo6B1akwtf7ywqWVXbSjmzvP5MxB9G4td9ObpEC2uOJwVrs3yCqZ+6XPQaAAwAAA==`;

/** Puts the database where dynoxide will keep its own, unless there is one. */
export function prepareDatabase(path: string): void {
  if (!existsSync(path)) writeFileSync(path, gunzipSync(Buffer.from(database, 'base64')));
}
