// What a tile shows, derived from an announced spec: by service type where it is a standard one, by format where it is not.
import type { DeviceSpec } from '#protocol/spec.ts';
import { isReadable, isWritable, membersOf, unitOf } from '../state/facts.ts';
import type { Member } from '../state/facts.ts';

export interface TileModel {
  /** Type of the service that the device is mainly about, or its category: names the icon. */
  readonly icon: string;
  /** What a tap on the icon switches. */
  readonly toggle: Member | undefined;
  /** The one value that stands large. */
  readonly headline: Member | undefined;
  /** Said beside it. */
  readonly detail: Member | undefined;
  /** A writable level, drawn as a bar. */
  readonly level: Member | undefined;
  /** Choices offered on the tile itself; makes it wide. */
  readonly modes: Member | undefined;
  /** Air that is measured and can be acted on: a ring. */
  readonly air: Member | undefined;
}

/** What a device is about comes first; what only supports it comes last; a device's own services stand between. */
const leading = ['light', 'climate', 'thermostat', 'air-quality', 'fan', 'vacuum', 'media', 'heart-rate', 'activity', 'sleep'];
const supporting = ['power', 'filter', 'finder', 'battery'];
export function rankOf(type: string | undefined): number {
  if (type === undefined) return 100;
  const first = leading.indexOf(type);
  if (first >= 0) return first;
  const last = supporting.indexOf(type);
  return last >= 0 ? 200 + last : 100;
}

const cache = new WeakMap<DeviceSpec, TileModel>();

export function tileModel(spec: DeviceSpec): TileModel {
  let model = cache.get(spec);
  if (!model) {
    model = derive(spec);
    cache.set(spec, model);
  }
  return model;
}

function derive(spec: DeviceSpec): TileModel {
  const members = [...membersOf(spec)].sort((a, b) => rankOf(a.type) - rankOf(b.type));
  const services = Object.entries(spec.services).sort(([, a], [, b]) => rankOf(a.type) - rankOf(b.type));
  const mainType = services[0]?.[1].type;
  const mainName = services[0]?.[0];

  const switches = members.filter((member) => member.spec.format === 'bool' && isWritable(member.spec));
  const toggle =
    switches.find((member) => member.type === 'power') ??
    switches.find((member) => member.service === mainName && member.property === 'on') ??
    switches.find((member) => member.property === 'on');

  const readable = members.filter((member) => isReadable(member.spec) && member.key !== toggle?.key);
  const main = readable.filter((member) => member.service === mainName);
  const isNumber = ({ spec: { format } }: Member) => format === 'int' || format === 'float' || format === 'duration';
  const air = readable.find((member) => member.type === 'air-quality' && unitOf(member.spec) === 'ug/m3');
  const headline =
    air ??
    main.find((member) => isNumber(member) && (mainType === 'light' ? unitOf(member.spec) === '%' : true)) ??
    main.find((member) => member.spec.format === 'enum') ??
    (mainType === 'light'
      ? undefined
      : (main[0] ?? readable.find(isNumber) ?? readable.find((member) => member.spec.format === 'enum') ?? readable[0]));
  const modes = air
    ? members.find((member) => member.spec.format === 'enum' && isWritable(member.spec) && Object.keys(member.spec.values).length <= 4)
    : undefined;
  const detail = air
    ? undefined
    : readable.find(
        (member) => member.spec.format === 'enum' && member.key !== headline?.key && rankOf(member.type) < 200 && member.type !== 'light',
      );
  const level = headline && isWritable(headline.spec) && 'range' in headline.spec && headline.spec.range ? headline : undefined;
  return { icon: mainType ?? spec.category, toggle, headline, detail, level, modes, air };
}
