import { expect, it } from 'vitest';
import { choicesOf } from './choices.ts';

const fan = { en: 'Fan', zh: '风扇' };
const lamp = { en: 'Lamp', zh: '台灯' };
const robot = { en: 'Robot', zh: '扫地机器人' };

it('sorts a list that stands by the alphabet by what the reader reads', () => {
  const labels = (language: 'en' | 'zh') => choicesOf({ fan, lamp, robot }, language).map(({ label }) => label);
  expect(labels('en')).toEqual(['Fan', 'Lamp', 'Robot']);
  expect(labels('zh')).toEqual(['风扇', '扫地机器人', '台灯']); // fēng, sǎo, tái
});

it('leaves a list that has an order of its own as it was announced', () => {
  expect(choicesOf({ robot, fan, lamp }, 'zh').map(({ value }) => value)).toEqual(['robot', 'fan', 'lamp']);
});
