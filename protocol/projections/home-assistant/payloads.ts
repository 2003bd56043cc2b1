// What Home Assistant sends when it sets a property: the text that its templates write.
import { OmniError } from '../../errors.ts';
import type { PropertySpec } from '../../spec.ts';
import type { Value } from '../../values.ts';

const numeral = /^-?\d{1,15}(\.\d{1,15})?(e[+-]?\d{1,3})?$/i;

const wrong = (text: string, expected: string, hint: string): OmniError =>
  new OmniError('BAD_TYPE', `expected ${expected}, got ${JSON.stringify(text.slice(0, 60))}`, { path: 'value', hint });

function readNumber(text: string): number {
  if (!numeral.test(text)) throw wrong(text, 'a number', 'send digits, such as 21.5');
  return Number(text);
}

/** Whether the value fits its range is the router's to say. Errors: BAD_TYPE. */
export function readPayload(property: PropertySpec, text: string): Value {
  switch (property.format) {
    case 'bool':
      if (text !== 'true' && text !== 'false') throw wrong(text, 'true or false', 'send true or false');
      return text === 'true';
    case 'int':
    case 'float':
    case 'duration':
      return readNumber(text);
    case 'color': {
      const parts = text.split(',');
      if (parts.length !== 2) throw wrong(text, 'hue and saturation', 'send hue and saturation, such as 40,100');
      const [h = 0, s = 0] = parts.map(readNumber);
      return { h, s };
    }
    case 'enum':
    case 'string':
    case 'datetime':
      return text;
  }
}
