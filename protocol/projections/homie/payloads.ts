// Values as Homie 5 writes them (https://homieiot.github.io/specification/, "Payloads"), and back.
import { OmniError } from '../../errors.ts';
import type { Color, Value, ValueSchema } from '../../values.ts';

/** MQTT takes an empty payload for "cleared": Homie writes the empty text as one byte 0. */
const emptyText = '\u0000';

const malformed = (text: string, wanted: string, hint: string): OmniError =>
  new OmniError('BAD_TYPE', `expected ${wanted}, got ${JSON.stringify(text.slice(0, 60))}`, { path: 'value', hint });

/** Homie's float knows no plus sign. */
const numberText = (value: number): string => String(value).replace('+', '');

export function writePayload(schema: ValueSchema, value: Value): string {
  if (typeof value === 'object') return `hsv,${numberText(value.h)},${numberText(value.s)},100`;
  if (typeof value === 'number') return numberText(value);
  if (schema.format === 'string' && value === '') return emptyText;
  return String(value);
}

const floatPattern = /^-?(\d+\.?\d*|\.\d+)([eE]-?\d+)?$/;

function readNumber(text: string, pattern: RegExp, wanted: string): number {
  const value = pattern.test(text) ? Number(text) : NaN;
  if (!Number.isFinite(value)) throw malformed(text, wanted, 'send digits, "-", "." and "e" only, without spaces');
  // JSON, and so this home, knows one zero.
  return value === 0 ? 0 : value;
}

const outside = (text: string, hint: string): OmniError =>
  new OmniError('OUT_OF_RANGE', `${text} is outside the colour space`, { path: 'value', hint });

/** Hue and saturation of red, green and blue, each 0 to 255. Brightness is another property here, so black says nothing. */
function hueOf(text: string, [red = 0, green = 0, blue = 0]: readonly number[]): Color {
  const most = Math.max(red, green, blue);
  const spread = most - Math.min(red, green, blue);
  if (most === 0) throw outside(text, 'black has no hue: switch the light off, or set its brightness');
  const s = (100 * spread) / most;
  if (spread === 0) return { h: 0, s };
  const sixth = most === red ? (green - blue) / spread : most === green ? 2 + (blue - red) / spread : 4 + (red - green) / spread;
  return { h: (sixth * 60 + 360) % 360, s };
}

const colorSpaces: Readonly<Record<string, { readonly most: readonly number[]; read(text: string, parts: readonly number[]): Color }>> = {
  // Its third part is brightness, which is a property of its own here.
  hsv: { most: [360, 100, 100], read: (_text, [h = 0, s = 0]) => ({ h, s }) },
  rgb: { most: [255, 255, 255], read: hueOf },
};
/** In order of preference. */
export const colorFormat = Object.keys(colorSpaces).join(',');

function readColor(text: string): Color {
  const [name = '', ...rest] = text.split(',');
  const space = Object.hasOwn(colorSpaces, name) ? colorSpaces[name] : undefined;
  const hint = 'send hsv,{0 to 360},{0 to 100},{0 to 100} or rgb,{0 to 255},{0 to 255},{0 to 255}';
  if (!space || rest.length !== space.most.length) throw malformed(text, 'a colour', hint);
  const parts = rest.map((part) => readNumber(part, floatPattern, 'a colour'));
  if (parts.some((part, k) => part < 0 || part > (space.most[k] ?? 0))) throw outside(text, hint);
  return space.read(text, parts);
}

/** The value that a payload means. Whether it lies in the range is not said here. Throws OmniError: BAD_TYPE, OUT_OF_RANGE (colours). */
export function readPayload(schema: ValueSchema, text: string): Value {
  if (text === '') throw malformed(text, 'a value', 'an empty payload says nothing; the empty text is one byte 0');
  switch (schema.format) {
    case 'bool':
      if (text !== 'true' && text !== 'false') throw malformed(text, 'true or false', 'send true or false, in small letters');
      return text === 'true';
    case 'int':
      return readNumber(text, /^-?\d+$/, 'a whole number');
    case 'float':
    case 'duration':
      return readNumber(text, floatPattern, 'a number');
    case 'color':
      return readColor(text);
    case 'string':
      return text === emptyText ? '' : text;
    case 'enum':
    case 'datetime':
      return text;
  }
}
