import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { deviceStore } from '../state/device-store.ts';
import { emptyHome, homeStore } from '../state/home-store.ts';
import { createIngest } from './ingest.ts';

beforeEach(() => {
  vi.stubGlobal('requestAnimationFrame', () => 1);
  vi.stubGlobal('cancelAnimationFrame', () => undefined);
  vi.stubGlobal('document', { hidden: false, visibilityState: 'visible' });
  homeStore.setState(emptyHome, true);
});
afterEach(() => void vi.unstubAllGlobals());

it('drops a device that a guest may not see any more, and nothing else', () => {
  const ingest = createIngest('home');
  ingest.begin();
  for (const did of ['lamp', 'fan'])
    ingest.message(`omni/1/home/dev/${did}/state`, JSON.stringify({ v: 1, state: 'ready', session: 'session-1' }));
  ingest.keep(new Set(['lamp', 'fan']));
  expect(Object.keys(homeStore.getState().cards)).toEqual(['lamp', 'fan']);
  const { version } = homeStore.getState();
  ingest.keep(new Set(['lamp', 'fan']));
  expect(homeStore.getState().version).toBe(version);
  ingest.keep(new Set(['fan']));
  expect(Object.keys(homeStore.getState().cards)).toEqual(['fan']);
  expect(deviceStore('lamp').getState().state).toBeUndefined();
  expect(homeStore.getState().version).toBe(version + 1);
});
