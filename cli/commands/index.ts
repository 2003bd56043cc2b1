// Every command, by its name.
import type { Command } from '../command.ts';
import { action, devices, get, pair, remove, set } from './devices.ts';
import { docs } from './docs.ts';
import { call, openness, people } from './home.ts';
import { login, logout } from './login.ts';
import { completion, createComplete } from './completion.ts';
import { watch } from './watch.ts';

/** What `omni --help` lists. A Map: `constructor` is no command. */
export const shownCommands: ReadonlyMap<string, Command> = new Map(
  Object.entries({ login, logout, devices, get, set, action, watch, pair, remove, people, openness, call, docs, completion }),
);
export const commands: ReadonlyMap<string, Command> = new Map([...shownCommands, ['complete', createComplete(shownCommands)]]);
