// Where other ecosystems find this home: topics beside `omni/1/{home}`, one row a projection. The hub alone publishes there;
// a person's client may listen, and publish where a set is taken. Data only, so that permissions need nothing else of a projection.
import { matches } from '../filters.ts';

interface ForeignTopics {
  /** First levels of all its topics. */
  readonly root: string;
  /** Filters within which a person's client may subscribe. None of them may match a topic outside `root`. */
  readonly subscribe: readonly string[];
  /** Where a set is taken. */
  readonly publish: readonly string[];
  /** The level that holds the did, counted from 0. */
  readonly didLevel: number;
}

export const foreignTopics = {
  // `+/5/+/$state` is the filter with which a Homie controller looks for devices under any first level.
  homie: { root: 'homie/5', subscribe: ['homie/5/#', '+/5/+/$state'], publish: ['homie/5/+/+/+/set'], didLevel: 2 },
  homeAssistant: {
    root: 'homeassistant',
    subscribe: ['homeassistant/#'],
    publish: ['homeassistant/device/+/+/+/set', 'homeassistant/device/+/+/run'],
    didLevel: 2,
  },
} as const satisfies Readonly<Record<string, ForeignTopics>>;

export type ProjectionName = keyof typeof foreignTopics;
const rows = Object.entries(foreignTopics) as readonly (readonly [ProjectionName, ForeignTopics])[];

export const foreignRights = {
  publish: rows.flatMap(([, { publish }]) => publish),
  subscribe: rows.flatMap(([, { subscribe }]) => subscribe),
};

/** A message that asks the home for something in another ecosystem's words. */
export interface ForeignRoute {
  readonly kind: 'foreign';
  readonly projection: ProjectionName;
  readonly did: string;
}

/** Of which projection and device a topic is; undefined: it lies under no projection's root. The did is as it was written. */
export function foreignDevice(topic: string): Omit<ForeignRoute, 'kind'> | undefined {
  for (const [projection, { root, didLevel }] of rows)
    if (topic.startsWith(`${root}/`)) return { projection, did: topic.split('/')[didLevel] ?? '' };
  return undefined;
}

/** Reads a topic on which a set is taken; undefined where it is none. */
export function parseForeign(topic: string): ForeignRoute | undefined {
  const found = foreignDevice(topic);
  return found && foreignTopics[found.projection].publish.some((pattern) => matches(pattern, topic))
    ? { kind: 'foreign', ...found }
    : undefined;
}
