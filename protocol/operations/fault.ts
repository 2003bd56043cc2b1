import { faultKindSchema, faultSeconds, faultSecondsSchema, runningFaultSchema } from '../faults.ts';
import { nameSchema } from '../names.ts';
import { z } from '../zod.ts';
import { operation } from './operation.ts';

const did = nameSchema;
const faults = z.array(runningFaultSchema.extend({ did }));

export const faultOperations = {
  'fault.put': operation({
    doc: 'Breaks a simulated device on purpose, for so many real seconds; one of the kind that is under way begins anew. `amount` is in the unit that the kind has. A device that is no simulation refuses with `WRONG_STATE`, one without the service it takes with `NO_SUCH_SERVICE`.',
    role: 'owner',
    device: 'control',
    args: z.object({
      did,
      kind: faultKindSchema,
      seconds: faultSecondsSchema.default(faultSeconds.default),
      amount: z.number().optional(),
    }),
    result: z.object({}),
  }),
  'fault.clear': operation({
    doc: 'Ends a fault of a device before its time, or all of them. One that is not there is no error.',
    role: 'owner',
    device: 'control',
    args: z.object({ did, kind: faultKindSchema.optional() }),
    result: z.object({}),
  }),
  'fault.list': operation({
    doc: 'Lists the faults under way in the home, with the seconds `left`, as the devices told. Of a device that is lost on purpose (a crash, a long silence) the hub remembers what keeps it away, until that is over or the hub restarts.',
    role: 'owner',
    args: z.object({}),
    result: z.object({ faults }),
  }),
};
