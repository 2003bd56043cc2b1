import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { event, ownService } from '#protocol/services/define-service.ts';
import { parseSpec } from '#protocol/spec.ts';
import { clearNotice, noticeStore } from '../state/notices.ts';
import { deviceStore } from '../state/device-store.ts';
import { emptyHome, homeStore } from '../state/home-store.ts';
import { createIngest } from './ingest.ts';

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('requestAnimationFrame', () => 1);
  vi.stubGlobal('cancelAnimationFrame', () => undefined);
  vi.stubGlobal('document', { hidden: false, visibilityState: 'visible' });
  homeStore.setState(emptyHome, true);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

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

it('says once what a device warns of, and nothing of what only informs', () => {
  const title = { en: 'Thing', zh: '东西' };
  const services = {
    pot: ownService('Pot', '盆', { properties: {}, events: { dry: event('Dry', '缺水', { level: 'warning' }), wet: event('Wet', '湿') } }),
  };
  const parsed = parseSpec({ model: 'test.pot', vendor: 'test', category: 'pot', rev: 1, title, services });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  deviceStore('pot').setState({ spec: parsed.spec });
  const ingest = createIngest('home');
  const message = JSON.stringify({ v: 1, ts: 1, session: 'session-1', seq: 1, args: {} });
  ingest.message('omni/1/home/dev/pot/e/pot/wet', message);
  expect(noticeStore.getState().notice).toBeUndefined();
  ingest.message('omni/1/home/dev/pot/e/pot/dry', message);
  expect(noticeStore.getState().notice).toMatchObject({ kind: 'happened', did: 'pot', title: { en: 'Dry', zh: '缺水' }, bad: false });
  clearNotice();
});
