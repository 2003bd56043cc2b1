// What a bench is, and what it gives back.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPeer } from './peer.ts';
import type { Peer } from './peer.ts';
import type { handlers as bareHandlers } from './sides/bare.ts';
import type { handlers as hubHandlers } from './sides/hub.ts';
import type { Door } from './sides/side.ts';

export type HubSide = Peer<typeof hubHandlers>;
export type BareSide = Peer<typeof bareHandlers>;

export interface Row {
  readonly what: string;
  readonly unit: string;
  readonly goal: string;
  /** The reference's number, where there is one. */
  readonly bare: number | undefined;
  readonly hub: number;
  /** hub against bare, where the goal is a ratio: the median of the rounds' ratios. */
  readonly ratio?: number;
  /** How far from its goal: 1 is exactly on it, above 1 is missed. Only this decides. */
  readonly strain: number;
  readonly stretch?: { readonly goal: string; readonly strain: number };
}
export interface Context {
  /** Fewer and shorter rounds. */
  readonly quick: boolean;
  /** A folder that is gone when the bench ends. */
  readonly folder: string;
  hub(): HubSide;
  bare(): BareSide;
  load<H extends Record<string, (args: never) => unknown>>(name: string): Peer<H>;
  /** A line of the report's notes. */
  readonly note: (line: string) => void;
  readonly say: (line: string) => void;
}
export interface Bench {
  readonly name: string;
  readonly title: string;
  run(context: Context): Promise<Row[]>;
}

/** Runs one bench; whatever it started is gone afterwards. */
export async function runBench(bench: Bench, quick: boolean, say: (line: string) => void): Promise<{ rows: Row[]; notes: string[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'omnihome-bench-'));
  const peers: { end(): Promise<void> }[] = [];
  const notes: string[] = [];
  const open = <H extends Record<string, (args: never) => unknown>>(entry: string): Peer<H> => {
    const peer = openPeer<H>(entry);
    peers.push(peer);
    return peer;
  };
  try {
    const rows = await bench.run({
      ...{ quick, folder, say },
      hub: () => open('sides/hub.ts'),
      bare: () => open('sides/bare.ts'),
      load: (name) => open(`loads/${name}.ts`),
      note: (line) => void notes.push(line),
    });
    return { rows, notes };
  } finally {
    await Promise.all(peers.map((peer) => peer.end()));
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Both brokers, each in a process of its own, side by side for the whole bench. */
export async function openBoth(context: Context, devices: number) {
  const hub = context.hub();
  const bare = context.bare();
  const options = { data: context.folder, devices };
  const doors: Door[] = [await bare.call('start', options), await hub.call('start', options)];
  return { hub, bare, doors };
}
