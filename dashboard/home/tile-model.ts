// What a tile shows, derived from an announced spec: by service type where it is a standard one, by format where it is not.
import type { DeviceSpec } from '#protocol/spec.ts';
import { isReadable, isWritable, membersOf, unitOf } from '../state/facts.ts';
import type { Member } from '../state/facts.ts';
import { rankOf } from '../kinds/order.ts';
import { hasIcon } from '../ui/icon.tsx';

export interface TileModel {
  /** The device's category where it has an icon of its own, else the type of its main service. */
  readonly icon: string;
  /** Type of the service that the device is mainly about; undefined where it is its own. */
  readonly mainType: string | undefined;
  /** What a tap on the icon switches: the device's one switch, never a setting of it. */
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
  /** A state that shows in the icon. */
  readonly pictured: Member | undefined;
  /** States that may want a hand, wherever in the device. */
  readonly troubles: readonly Member[];
}

/** Services whose `on` switches the device or what it feeds. */
const switching = ['power', 'light', 'outlet', 'switch'];
const pictured = ['lock/bolt', 'contact/open'];
const troubled = ['smoke/alarm', 'leak/wet', 'lock/bolt', 'vacuum/state', 'fault/problem'];
/** Says only that it measures something: what, its service tells. */
const vague = 'sensor';
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
    switching
      .map((type) => switches.find((member) => member.type === type && member.property === 'on'))
      .find((member) => member !== undefined) ?? switches.find((member) => member.service === mainName && member.property === 'on');

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
  return {
    icon: spec.category !== vague && hasIcon(spec.category) ? spec.category : (mainType ?? spec.category),
    ...{ mainType, toggle, headline, detail, level, modes, air },
    pictured: members.find(({ type, property }) => type !== undefined && pictured.includes(`${type}/${property}`)),
    troubles: members.filter(({ type, property }) => type !== undefined && troubled.includes(`${type}/${property}`)),
  };
}
