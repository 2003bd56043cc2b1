import { describe, expect, test } from 'vitest';
import { OmniError } from '#protocol/errors.ts';
import { envName, hubFlags, parseFlags, startFlags, usage } from './config.ts';

const parse = (argv: string[], env: Record<string, string> = {}) => parseFlags(startFlags, argv, env);

test('without flags: the defaults of docs/protocol.md', () => {
  expect(parse([])).toEqual({
    'http-port': 8080,
    'mqtt-port': 1883,
    host: '127.0.0.1',
    lan: false,
    data: '.omnihome',
    home: 'home',
    devices: 'starter',
    seed: 7,
    speed: 1,
    weather: '',
    catalog: [],
    reset: false,
    open: false,
    json: false,
  });
});

test('--catalog is given as often as wanted, in the environment parted by commas', () => {
  expect(parse(['--catalog', '../a', '--catalog', 'pack'])).toMatchObject({ catalog: ['../a', 'pack'] });
  expect(parse([], { OMNI_CATALOG: '../a,pack' })).toMatchObject({ catalog: ['../a', 'pack'] });
  expect(() => parse(['--catalog', ''])).toThrow('--catalog: name a folder or a package');
});

test('a flag wins over its environment variable, and that over the default', () => {
  const env = { OMNI_HTTP_PORT: '1', OMNI_MQTT_PORT: '2', OMNI_LAN: 'true', OMNI_JSON: '1', OMNI_OPEN: 'false', OMNI_SPEED: '60' };
  expect(parse(['--http-port', '0'], env)).toMatchObject({
    'http-port': 0,
    'mqtt-port': 2,
    lan: true,
    json: true,
    open: false,
    speed: 60,
  });
});

test('a wrong environment variable is named as such, with a value that works', () => {
  expect(() => parse([], { OMNI_LAN: 'no' })).toThrow('OMNI_LAN (--lan): write true or false');
  const hintOf = (env: Record<string, string>): string | undefined => {
    try {
      parse([], env);
    } catch (thrown) {
      return thrown instanceof OmniError ? thrown.detail.hint : undefined;
    }
    return undefined;
  };
  expect(hintOf({ OMNI_LAN: 'no' })).toBe('For example: OMNI_LAN=true');
  expect(hintOf({ OMNI_HTTP_PORT: 'eighty' })).toBe('For example: OMNI_HTTP_PORT=8080');
});

describe('a wrong one is named, with how to mend it', () => {
  test.each([
    [['--colour', 'red'], /--colour/],
    [['--http-port', 'eighty'], /--http-port: a port is a number/],
    [['--http-port', '80.5'], /--http-port/],
    [['--mqtt-port', '70000'], /--mqtt-port/],
    [['--mqtt-port', '-1'], /--mqtt-port/],
    [['--mqtt-port', ''], /--mqtt-port/],
    [['--speed', '0'], /--speed/],
    [['--speed', 'fast'], /--speed/],
    [['--seed', '1.5'], /--seed/],
    [['--devices', 'all'], /--devices/],
    [['--home', 'My Home'], /--home/],
    [['--home', '+'], /--home/],
    [['--data', ''], /--data/],
    [['please'], /please/],
    [['--http-port'], /--http-port/],
    [['--json=maybe'], /--json/],
  ])('%j', (argv, pattern) => {
    let thrown: unknown;
    try {
      parse(argv);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({ code: 'BAD_ARGS', message: expect.stringMatching(pattern) as string });
    expect(thrown).toHaveProperty('detail.hint');
  });

  test('from the environment too', () => {
    expect(() => parse([], { OMNI_LAN: 'perhaps' })).toThrow(/--lan/);
    expect(() => parse([], { OMNI_MQTT_PORT: 'x' })).toThrow(/--mqtt-port/);
  });
});

test('an empty environment variable is none', () => {
  expect(parse([], { OMNI_HTTP_PORT: '', OMNI_DATA: '' })).toEqual(parse([]));
});

test('usage names every flag and its variable', () => {
  for (const flags of [hubFlags, startFlags])
    for (const name of Object.keys(flags)) {
      expect(usage('npm start --', flags)).toContain(`--${name}`);
      expect(usage('npm start --', flags)).toContain(envName(name));
    }
  expect(parse(['--help'])).toBeUndefined();
});
