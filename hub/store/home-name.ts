// Whose folder it is. The home's name stands in every topic: started under another one, none of its devices would be heard.
import { OmniError } from '#protocol/errors.ts';
import type { Store } from './database.ts';

/** Keeps the name of a new home. Errors: CONFLICT, where the folder is another home's. */
export function holdHomeName({ sql }: Pick<Store, 'sql'>, home: string, folder: string): void {
  sql.prepare("INSERT INTO meta (key, value) VALUES ('home', ?) ON CONFLICT (key) DO NOTHING").run(home);
  const { value } = sql.prepare("SELECT value FROM meta WHERE key = 'home'").get() as { value: string };
  if (value !== home)
    throw new OmniError('CONFLICT', `The data folder ${folder} is that of the home "${value}", not of "${home}".`, {
      path: '--home',
      hint: `Start it with --home ${value}, or choose another folder with --data.`,
    });
}
