// What the world has delivered to this home, kept on disk: it comes back after a restart.
import { join } from 'node:path';
import { nameSchema } from '#protocol/names.ts';
import { z } from '#protocol/zod.ts';
import { readParsed, writeAtomically } from '../runtime/files.ts';

const deliveriesSchema = z.object({ v: z.literal(1), devices: z.array(z.object({ type: z.string(), serial: nameSchema })) });
export type Delivery = z.infer<typeof deliveriesSchema>['devices'][number];

/** So many devices a home can be given: each is a connection and a process's time. */
export const mostDeliveries = 200;

/** Throws where the file is damaged. */
export function openDeliveries(folder: string) {
  const path = join(folder, 'delivered.json');
  let devices: readonly Delivery[] = readParsed(path, deliveriesSchema)?.devices ?? [];
  return {
    all: () => devices,
    /** On disk before it returns. */
    add(delivery: Delivery): void {
      const next = [...devices, delivery];
      writeAtomically(path, { v: 1, devices: next });
      devices = next;
    },
  };
}
export type Deliveries = ReturnType<typeof openDeliveries>;
