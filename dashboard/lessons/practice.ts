// The devices that can be practised on: those with a switch, lamps first. One stays there while it is away, so that a crash
// does not change the subject.
import { useShallow } from 'zustand/react/shallow';
import { tileModel } from '../home/tile-model.ts';
import { deviceStore, useDevice } from '../state/device-store.ts';
import { isWritable, membersOf } from '../state/facts.ts';
import type { Member } from '../state/facts.ts';
import { useHome } from '../state/home-store.ts';

export interface Practice {
  readonly did: string;
  readonly toggle: Member;
  /** A number that can be set and has limits. */
  readonly level: (Member & { readonly max: number }) | undefined;
}

const rank = (did: string): number => (deviceStore(did).getState().spec?.services.light ? 0 : 1);

/** The first is the one to begin with. */
export function usePracticeDids(): readonly string[] {
  const dids = useHome(useShallow((home) => Object.keys(home.cards)));
  return dids
    .filter((did) => {
      const { spec } = deviceStore(did).getState();
      return spec && tileModel(spec).toggle;
    })
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

/** A spec that is announced anew changes what there is to switch. */
export function usePractice(did: string): Practice | undefined {
  const spec = useDevice(did, (device) => device.spec);
  const toggle = spec && tileModel(spec).toggle;
  if (!toggle) return undefined;
  const level = membersOf(spec).flatMap((member) => {
    const range = isWritable(member.spec) && 'range' in member.spec ? member.spec.range : undefined;
    return range ? [{ ...member, max: range.max }] : [];
  })[0];
  return { did, toggle, level };
}
