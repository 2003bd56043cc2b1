// A controller that is not ours: node-homie 5 discovers every type of the catalogue in a real home, reads all that it
// reports, and sets what can be set, by the description alone.
import { DeviceDiscovery, HomieDevice } from 'node-homie';
import type { HomieProperty } from 'node-homie';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadType, typeNames } from '#devices/catalogue.ts';
import type { Value } from '#protocol/values.ts';
import { whenDone } from '../support/cleanup.ts';
import { enterAsOwner, invite } from '../support/controller.ts';
import type { Controller, Person } from '../support/controller.ts';
import { startDevice } from '../support/real-device.ts';
import { startHub } from '../support/start-hub.ts';
import type { TestHub } from '../support/start-hub.ts';
import { eventually } from '../support/waiting.ts';

/** node-homie's own number for a controller. */
const asController = 1;

let doors: TestHub;
let owner: Controller;
let controller: Person;
const dids = new Map<string, string>();

let tabs = 0;
/** Each connection takes a client id of its own; node-homie has no other place for it than the URL. */
const connection = () => ({
  ...{ url: `${doors.mqtt}?clientId=${controller.client}.homie${(tabs += 1)}`, topicRoot: 'homie' },
  ...{ username: controller.client, password: controller.secret },
});

beforeAll(async () => {
  doors = await startHub();
  owner = await enterAsOwner(doors);
  controller = await invite(doors, owner, 'member');
  await owner.call('hub.openness', { mode: 'open' });
  await owner.watch(`${owner.topics.root}/alert/#`);
  for (const name of typeNames()) {
    const type = await loadType(name);
    const { market } = type.spec;
    if (!market) throw new Error(`${name} has no market`);
    // Whether a house shows a class is tested in bridges.test.ts; here every type is shown whole.
    const shown = { ...type, spec: { ...type.spec, market: { ...market, openness: 'O' as const } } };
    dids.set(name, await startDevice(doors, shown).pair(owner));
  }
}, 90_000);

test('discovers them all', async () => {
  const discovery = new DeviceDiscovery(connection(), undefined, 0);
  whenDone(() => discovery.onDestroy());
  const found = new Set<string>();
  discovery.events$.subscribe((event) => void (event.type === 'add' && found.add(event.deviceId)));
  await discovery.onInit();
  await eventually(() => found.size === dids.size, 'discovery of every device');
  expect([...found].sort()).toEqual([...dids.values()].sort());
});

/** What a payload of a datatype means, by the convention. */
function meaning(datatype: string, text: string): Value {
  switch (datatype) {
    case 'boolean':
      return text === 'true';
    case 'integer':
    case 'float':
      return Number(text);
    case 'color': {
      const [, h, s] = text.split(',').map(Number);
      return { h: h ?? NaN, s: s ?? NaN };
    }
    default:
      return text === '\u0000' ? '' : text;
  }
}

/** Another value that the description allows; undefined: it names none. */
function another({ attributes: { datatype, format = '' }, value = '' }: HomieProperty): string | undefined {
  const [min, max] = format.split(':');
  switch (datatype) {
    case 'boolean':
      return value === 'true' ? 'false' : 'true';
    case 'integer':
    case 'float':
      return value === max ? min : max;
    case 'enum':
      return format.split(',').find((word) => word !== value);
    case 'color':
      return 'hsv,120,50,100';
    default:
      return undefined;
  }
}

/** Everything that can be read of a device, by `service/property`: as the hub tells it, and as the controller does. */
async function bothViews(did: string, device: HomieDevice) {
  const { values, spec } = await owner.call('device.get', { did });
  const ours = new Map<string, Value>();
  for (const [service, own] of Object.entries(values))
    for (const [property, { value }] of Object.entries(own)) ours.set(`${service}/${property}`, value);
  const theirs = new Map<string, Value>();
  for (const { where, property } of propertiesOf(device)) {
    const { attributes, value } = property;
    if (attributes.retained && value !== undefined) theirs.set(where, meaning(attributes.datatype, value));
  }
  const all = Object.values(spec.services).flatMap(({ properties }) => Object.values(properties));
  return {
    ...{ ours, theirs },
    readable: all.filter(({ access }) => access.includes('read')).length,
    settable: all.filter(({ access }) => access.length === 2).length,
  };
}
const propertiesOf = (device: HomieDevice): { where: string; property: HomieProperty }[] =>
  Object.values(device.nodes).flatMap((node) =>
    Object.values(node.properties).map((property) => ({ where: `${node.id}/${property.id}`, property })),
  );
const text = (view: ReadonlyMap<string, Value>): string => JSON.stringify([...view].sort(([a], [b]) => (a < b ? -1 : 1)));

describe.each(typeNames())('%s', (name) => {
  const did = (): string => dids.get(name) ?? '';
  async function open(): Promise<HomieDevice> {
    const device = new HomieDevice({ id: did() }, connection(), asController);
    whenDone(() => device.onDestroy());
    await device.onInit();
    await eventually(() => device.state === 'ready' && Object.keys(device.nodes).length > 0, `${name}: its description`);
    return device;
  }

  test('is read as the hub tells it, and set by its description alone', async () => {
    const device = await open();
    // A sensor may report between the two looks: then they are compared again.
    const { readable, settable } = await eventually(async () => {
      const views = await bothViews(did(), device);
      return views.theirs.size === views.readable && text(views.ours) === text(views.theirs) && views;
    }, `${name}: the same values here and there`);
    expect(readable).toBeGreaterThan(0);

    const offered = propertiesOf(device).filter(({ property }) => property.attributes.settable && property.attributes.retained);
    expect(offered.length).toBe(settable);
    const wishes = offered.flatMap(({ where, property }) => {
      const wanted = another(property);
      return wanted === undefined ? [] : [{ where, property, wanted }];
    });
    const outcomes: unknown[] = [];
    for (const { where, property, wanted } of wishes) {
      // It is taken, and told in the controller's own words; or the device refuses it in its present state, and that is told.
      const refused = owner.heard(owner.topics.alert(did(), 'foreign-set'), (message) => message.text.includes(`${where}/set`));
      property.setCommand$(wanted).subscribe(() => undefined);
      const taken = eventually(() => property.target === wanted, `${name}: ${where} on its way to ${wanted}`);
      outcomes.push(await Promise.race([refused.then(({ json }) => json?.code), taken]));
    }
    for (const outcome of outcomes) expect([true, 'WRONG_STATE']).toContain(outcome);
    if (wishes.length > 0) expect(outcomes).toContain(true);
  });
});
