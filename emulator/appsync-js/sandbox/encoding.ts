import { fromUtf8, toUtf8 } from './utf8.ts';

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const URL_SAFE = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-*_';

const hex = (value: number, width: number): string => value.toString(16).toUpperCase().padStart(width, '0');

export function base64Encode(text: string): string {
  const bytes = toUtf8(String(text));
  let encoded = '';
  for (let index = 0; index < bytes.length; index += 3) {
    const left = bytes.length - index;
    const group = (bytes[index] << 16) | ((bytes[index + 1] ?? 0) << 8) | (bytes[index + 2] ?? 0);
    encoded +=
      BASE64[group >> 18] +
      BASE64[(group >> 12) & 63] +
      (left > 1 ? BASE64[(group >> 6) & 63] : '=') +
      (left > 2 ? BASE64[group & 63] : '=');
  }
  return encoded;
}

/** Accepts the standard alphabet with or without padding. @throws TypeError on other characters. */
export function base64Decode(encoded: string): string {
  const bytes: number[] = [];
  let buffer = 0;
  let bits = 0;
  for (const character of String(encoded).replace(/=+$/, '')) {
    const value = BASE64.indexOf(character);
    if (value < 0) throw new TypeError(`util.base64Decode: "${character}" is not a base64 character`);
    buffer = ((buffer << 6) | value) & 0xffffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((buffer >> bits) & 255);
    }
  }
  return fromUtf8(bytes);
}

/** application/x-www-form-urlencoded as java.net.URLEncoder writes it: space is `+`, only `.-*_` stay bare. */
export function urlEncode(text: string): string {
  let encoded = '';
  for (const byte of toUtf8(String(text))) {
    const character = String.fromCharCode(byte);
    if (URL_SAFE.includes(character)) encoded += character;
    else encoded += byte === 32 ? '+' : `%${hex(byte, 2)}`;
  }
  return encoded;
}

/** @throws TypeError when a `%` is not followed by two hexadecimal digits. */
export function urlDecode(encoded: string): string {
  const text = String(encoded);
  const bytes: number[] = [];
  let index = 0;
  while (index < text.length) {
    if (text[index] === '%') {
      const digits = text.slice(index + 1, index + 3);
      if (!/^[0-9a-fA-F]{2}$/.test(digits)) throw new TypeError(`util.urlDecode: "%${digits}" is not an escape`);
      bytes.push(parseInt(digits, 16));
      index += 3;
    } else {
      const character = String.fromCodePoint(text.codePointAt(index) as number);
      bytes.push(...(character === '+' ? [32] : toUtf8(character)));
      index += character.length;
    }
  }
  return fromUtf8(bytes);
}

const SHORT_ESCAPES: Record<string, string> = {
  '\b': '\\b',
  '\n': '\\n',
  '\t': '\\t',
  '\f': '\\f',
  '\r': '\\r',
  '"': '\\"',
  "'": "\\'",
  '\\': '\\\\',
  '/': '\\/',
};

/** Escapes as Apache Commons' escapeEcmaScript, which AppSync's escapeJavaScript stands on. */
export function escapeJavaScript(text: string): string {
  let escaped = '';
  for (let index = 0; index < String(text).length; index += 1) {
    const unit = String(text)[index];
    const code = unit.charCodeAt(0);
    escaped += SHORT_ESCAPES[unit] ?? (code < 32 || code > 126 ? `\\u${hex(code, 4)}` : unit);
  }
  return escaped;
}
