// Which tiles stand in which section: favourites first, then rooms in their order, then what has no room.
import type { Room } from '#protocol/envelopes.ts';
import type { DeviceCard, DeviceFacts } from '../state/home-store.ts';
import { isOffline } from '../state/staleness.ts';
import type { Filter } from '../routes.ts';

export interface Section {
  /** Room id; undefined: the devices without a room. `favourites` stands apart. */
  readonly kind: 'favourites' | 'room' | 'none';
  readonly room: Room | undefined;
  readonly dids: readonly string[];
}

interface Input {
  readonly cards: Readonly<Record<string, DeviceCard>>;
  readonly rooms: Readonly<Record<string, Room>>;
  readonly favourites: readonly string[];
  /** false hides a device. */
  readonly keep: (did: string) => boolean;
}

const english = new Intl.Collator('en');
/** Kinds stand together, and the same in every language: whoever changes it finds each tile where it was. */
function byKind(a: DeviceCard, b: DeviceCard): number {
  const name = ({ given, title, did }: DeviceCard) => given ?? title?.en ?? did;
  return english.compare(a.category, b.category) || english.compare(name(a), name(b)) || (a.did < b.did ? -1 : 1);
}

export function groupDevices({ cards, rooms, favourites, keep }: Input): Section[] {
  const starred = new Set(favourites);
  const kept = Object.values(cards).filter(({ did }) => keep(did));
  const byRoom = new Map<string | undefined, DeviceCard[]>();
  for (const card of kept) {
    if (starred.has(card.did)) continue;
    const id = card.room !== null && Object.hasOwn(rooms, card.room) ? card.room : undefined;
    byRoom.set(id, [...(byRoom.get(id) ?? []), card]);
  }
  const didsOf = (list: readonly DeviceCard[] | undefined) => [...(list ?? [])].sort(byKind).map(({ did }) => did);
  const keptDids = new Set(kept.map(({ did }) => did));
  const sections: Section[] = [
    { kind: 'favourites', room: undefined, dids: favourites.filter((did) => keptDids.has(did)) },
    ...sortRooms(rooms).map((room): Section => ({ kind: 'room', room, dids: didsOf(byRoom.get(room.id)) })),
    { kind: 'none', room: undefined, dids: didsOf(byRoom.get(undefined)) },
  ];
  return sections.filter(({ dids }) => dids.length > 0);
}

export const sortRooms = (rooms: Readonly<Record<string, Room>>): Room[] =>
  Object.values(rooms).sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));

/** Does a device belong to what a chip shows? `alerting`: the dids that have an alert. */
export function passes(
  filter: Filter | undefined,
  card: DeviceCard,
  facts: DeviceFacts | undefined,
  alerting: ReadonlySet<string>,
  starred: ReadonlySet<string>,
): boolean {
  switch (filter) {
    case undefined:
      return true;
    case 'favourites':
      return starred.has(card.did);
    case 'lights':
      return facts?.lit === true;
    case 'danger':
      return facts?.danger !== undefined;
    case 'doors':
      return facts?.isOpen === true;
    case 'air':
      return facts?.pm25 !== undefined;
    case 'offline':
      return isOffline(card.presence ? { state: card.presence } : undefined);
    case 'alerts':
      return alerting.has(card.did);
  }
}
