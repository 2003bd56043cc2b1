import { useDeferredValue, useMemo, useState, useTransition } from 'react';
import type { Assumptions, Inventory, Offer } from '#lab/index.ts';
import { ledgerView, LIVE_DEVICES, type LedgerView } from './ledger-view.ts';
import type { Speech } from './speech.ts';

interface Asked {
  readonly inventory: Inventory;
  readonly assumptions: Assumptions;
  readonly offer: Offer | undefined;
}

export interface LedgerState {
  readonly view: LedgerView | undefined;
  readonly isLive: boolean;
  /** Worked out for other assumptions than those in force. */
  readonly isStale: boolean;
  readonly isWorking: boolean;
  readonly run: () => void;
}

/** The ledger: live behind the sliders in a small home, on demand in a large one. */
export function useLedger(inventory: Inventory, assumptions: Assumptions, offer: Offer | undefined, speech: Speech): LedgerState {
  const isLive = inventory.devices.length <= LIVE_DEVICES;
  const [asked, setAsked] = useState<Asked | undefined>(undefined);
  const [isWorking, start] = useTransition();
  const now = useMemo(() => ({ inventory, assumptions, offer }), [inventory, assumptions, offer]);
  const deferred = useDeferredValue(now);
  const used = isLive ? deferred : asked;
  const view = useMemo(() => used && ledgerView(used.inventory, used.assumptions, used.offer, speech), [used, speech]);
  return { view, isLive, isStale: !isLive && asked !== undefined && asked !== now, isWorking, run: () => start(() => setAsked(now)) };
}
