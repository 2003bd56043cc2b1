// People come and go while somebody looks at the list.
import { beforeAll, expect } from 'vitest';
import { en } from '../../dashboard/language/en.ts';
import { test } from './support/chromium.ts';
import { liveIn } from './support/home.ts';
import type { LivedIn } from './support/home.ts';
import { isGone, isShown, openPhone } from './support/phone.ts';

let life: LivedIn;
beforeAll(async () => {
  life = await liveIn({ args: ['--devices', 'none'] });
});

test('who claims an invitation is listed without a reload, and who is removed elsewhere goes', async () => {
  const { page } = await openPhone(life.home, life.owner, { hash: '#/you/people' });
  await isShown(page.getByText('A owner', { exact: true }));
  const { page: theirs } = await openPhone(life.home, life.owner, { role: 'guest' });
  await isShown(page.getByText('A guest', { exact: true }));
  const { people } = await life.owner.call('person.list', {});
  const guest = people.find(({ name }) => name === 'A guest');
  await life.owner.call('person.remove', { client: guest?.client ?? '' });
  await isGone(page.getByText('A guest', { exact: true }));
  await isShown(theirs.getByLabel(en.pasteLink));
});

test('the empty home names the command that reaches this very hub', async () => {
  const { page } = await openPhone(life.home, life.owner);
  const { mqttPort } = await life.owner.call('hub.info', {});
  expect(life.home.ready.mqtt).toBe(`mqtt://127.0.0.1:${mqttPort ?? 0}`);
  await isShown(page.getByText(`npm run device -- lamp --hub ${life.home.ready.mqtt}`));
});
