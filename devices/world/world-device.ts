// The world as a device on the protocol: its weather, its time and its deliveries are sliders and a button on any remote,
// because its spec says so. No hub and no phone knows that there is anything special about it.
import type { Title } from '#protocol/names.ts';
import { action, bool, defineDevice, enumOf, float, int, ownService, string } from '../device.ts';
import type { TypeBook } from './type-book.ts';

/** Its name where others have the name of their file in catalog/. */
export const worldType = 'world';

/** Raise it with every change of the services below. */
const ownRev = 1;

/** By title: who brings something asks for it by its name. */
const byTitle = ([, a]: [string, Title], [, b]: [string, Title]): number => a.en.localeCompare(b.en, 'en');
const pair = ({ en, zh }: Title): readonly [string, string] => [en, zh];

/** `types`: what can be delivered. The revision rises with what is in the book, and with this file. */
export function createWorldDevice({ rev, titles }: TypeBook) {
  const kinds = Object.entries(titles)
    .sort(byTitle)
    .map(([name, title]) => [name, pair(title)] as const);
  return defineDevice({
    model: 'omnihome.world',
    vendor: 'omnihome',
    category: 'world',
    rev: ownRev + rev,
    title: { en: 'The world', zh: '世界' },
    // It is no product: nobody buys it, any house may have it.
    market: { price: 0, currency: 'CNY', lifeYears: 1, openness: 'O', illustrative: true },
    place: 'world',
    services: {
      outdoors: ownService('Outdoors', '室外', {
        properties: {
          pm25: int('PM2.5', 'PM2.5', { unit: 'ug/m3', range: [0, 500], write: true }),
          temperature: float('Temperature', '温度', { unit: 'Cel', range: [-30, 45, 0.5], default: 15, write: true }),
          weather: bool('Follow the weather', '随天气变化', { default: true, write: true }),
          humidity: int('Humidity', '湿度', { unit: '%', range: [0, 100], default: 50 }),
          wind: float('Wind', '风速', { unit: 'm/s', range: [0, 115, 0.1] }),
        },
      }),
      time: ownService('Time', '时间', {
        properties: {
          hour: float('Time of day', '时刻', { unit: 'h', range: [0, 23.75, 0.25], write: true }),
          speed: int('Times as fast as real time', '时间倍速', { range: [1, 600], default: 1, write: true }),
          paused: bool('Paused', '暂停', { write: true }),
        },
      }),
      deliveries: ownService('Deliveries', '送货', {
        properties: { count: int('Delivered', '已送达', { range: [0, 1000] }) },
        actions: {
          deliver: action('Deliver a device', '送来一台设备', {
            in: { type: enumOf('Type', '类型', Object.fromEntries(kinds)) },
            out: { serial: string('Serial', '序列号', { maxLength: 32 }), 'setup-code': string('Setup code', '设置码', { maxLength: 8 }) },
          }),
        },
      }),
    },
    memory: { shift: 0 }, // minutes by which the home's day is ahead of the machine's
    set: {
      outdoors: {
        // Whoever takes hold of the weather has it, until it is let go.
        pm25(_, { outdoors }) {
          outdoors.weather = false;
        },
        temperature(_, { outdoors }) {
          outdoors.weather = false;
        },
      },
      time: {
        hour(value, _, { here, memory }) {
          memory.shift += (value - here.hour) * 60;
        },
        speed: (value, _, { here }) => here.setSpeed(value),
        paused: (value, _, { here }) => here.pause(value),
      },
    },
    actions: {
      deliveries: {
        deliver({ type }, { deliveries }, { here }) {
          const { serial, setupCode } = here.deliver(type);
          deliveries.count += 1;
          return { serial, 'setup-code': setupCode };
        },
      },
    },
    step({ outdoors, time }, _, { here, memory }) {
      here.shift(memory.shift);
      here.hold(outdoors.weather ? undefined : { pm25: outdoors.pm25, temperature: outdoors.temperature });
      const { pm25, temperature, humidity, wind } = here.outdoors;
      if (outdoors.weather) Object.assign(outdoors, { pm25, temperature });
      Object.assign(outdoors, { humidity, wind });
      time.hour = here.hour;
      time.speed = here.speed;
      time.paused = here.isPaused;
    },
  });
}
