// Which faults still run at a moment. Pure: the moment is passed in.
import type { RunningFault } from '#protocol/faults.ts';

export interface FaultNow extends RunningFault {
  /** of `performance.now()` */
  readonly until: number;
}

/** Those whose time is not over, with the whole seconds that are left. A device that is silent cannot say that another has ended. */
export const stillRunning = (faults: readonly FaultNow[], now: number): readonly FaultNow[] =>
  faults.filter(({ until }) => until > now).map((fault) => ({ ...fault, left: Math.ceil((fault.until - now) / 1000) }));
