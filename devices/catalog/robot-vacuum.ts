import { battery, charge, defineDevice, drain, info, int, ownService, refuse, vacuum } from '../device.ts';

/** m² a minute, hours on a charge, dB(A). */
const suction = {
  quiet: { pace: 0.7, hours: 2.5, noise: 55 },
  standard: { pace: 0.9, hours: 1.5, noise: 62 },
  strong: { pace: 1, hours: 0.8, noise: 68 },
};

type Rooms = readonly { readonly id: string; readonly floor: number }[];
const floorOf = (rooms: Rooms): number => rooms.reduce((sum, { floor }) => sum + floor, 0);
/** Seconds of cleaning between two jams: a week or two of an hour a day. */
const untilJammed = 10 * 3600;
const atDock = (state: string): boolean => state === 'docked' || state === 'recharging';
/** Where it is once it has done so many m² of its task. */
const reached = (rooms: Rooms, area: number) => rooms.find((_, k) => area < floorOf(rooms.slice(0, k + 1))) ?? rooms.at(-1);

/** A robot that cleans one room, or one after the other. It comes back when its battery is low, then goes on; once in days it jams. */
export const robotVacuum = defineDevice({
  model: 'rovera.r5',
  vendor: 'rovera',
  category: 'robot-vacuum',
  rev: 3,
  title: { en: 'Robot vacuum', zh: '扫地机器人' },
  market: { price: 1999, currency: 'CNY', lifeYears: 5, openness: 'T', illustrative: true },
  services: {
    vacuum: vacuum({ room: true, pause: true }),
    battery: battery({ charging: true }),
    // What it has learned of the home stays with its maker.
    map: ownService('Map', '地图', { properties: { known: int('Learned', '已学习', { unit: '%', range: [0, 100] }) } }),
    info: info(),
  },
  start: { info: { firmware: '3.0.7' } },
  // way: seconds left to the dock; task: the rooms to clean, by their ids
  memory: { ...suction.standard, way: 0, unfinished: false, where: '', task: '' },
  guard: ({ service, name }, { vacuum }) =>
    service === 'vacuum' && name !== 'free' && vacuum.state === 'jammed' && refuse('It is stuck: free it first', '机器人被卡住，请先解除'),
  actions: {
    vacuum: {
      clean({ mode, where }, { battery, vacuum }, { here, memory }) {
        const rooms = here.plan.filter(({ id, furnished }) => (where === '' ? furnished : id === where)).map(({ id }) => id);
        if (rooms.length === 0) throw refuse('That room is not on its map', '它的地图上没有这个房间');
        if (battery.charge < 25) throw refuse('The battery is too low to start', '电量不足，无法开始');
        if (!memory.unfinished || memory.where !== where) {
          vacuum.area = vacuum.progress = 0;
          memory.task = rooms.join();
        }
        Object.assign(memory, suction[mode], { where });
        vacuum.state = 'cleaning';
      },
      pause(_, { vacuum }) {
        if (vacuum.state === 'returning') throw refuse('It is on its way to its dock', '正在返回充电座');
        if (vacuum.state === 'cleaning') vacuum.state = 'paused';
        if (vacuum.state === 'recharging') vacuum.state = 'docked';
      },
      dock(_, { vacuum }, { memory }) {
        memory.unfinished = false;
        vacuum.state = atDock(vacuum.state) ? 'docked' : 'returning';
      },
      free(_, { vacuum }) {
        if (vacuum.state === 'jammed') vacuum.state = 'cleaning';
      },
    },
  },
  step({ battery, map, vacuum }, dt, { emit, here, memory, random }) {
    const rooms = memory.task.split(',').flatMap((id) => here.plan.filter((room) => room.id === id));
    const whole = floorOf(rooms);
    vacuum.room = atDock(vacuum.state) ? here.id : (reached(rooms, vacuum.area)?.id ?? here.id);
    switch (vacuum.state) {
      case 'docked':
      case 'recharging':
        charge(battery, dt, { hours: 3 });
        if (vacuum.state === 'recharging' && battery.charge >= 80) vacuum.state = 'cleaning';
        break;
      case 'cleaning':
        vacuum.area += (memory.pace * dt) / 60;
        vacuum.progress = (100 * vacuum.area) / whole;
        map.known += (5 * memory.pace * dt) / 60 / floorOf(here.plan);
        drain(battery, dt, memory);
        memory.unfinished = vacuum.area < whole;
        memory.way = 20;
        if (!memory.unfinished || battery.charge <= 18) vacuum.state = 'returning';
        else if (random.chance(dt / untilJammed)) vacuum.state = 'jammed';
        break;
      case 'returning':
        drain(battery, dt, memory);
        memory.way -= dt;
        if (memory.way > 0) break;
        vacuum.state = memory.unfinished ? 'recharging' : 'docked';
        if (vacuum.progress === 100) emit('vacuum.finished', {});
        break;
      default: // paused or jammed: it waits
    }
    battery.charging = atDock(vacuum.state) && battery.charge < 100;
    return atDock(vacuum.state) && !battery.charging ? 60 : 5;
  },
  effects: {
    watts: ({ battery }) => (battery.charging ? 42 : 2),
    noise: ({ vacuum }, { memory }) => (vacuum.state === 'cleaning' ? memory.noise : 0),
  },
});
