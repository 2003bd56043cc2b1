// The catalogue of a running home: its own types in this thread, foreign ones in theirs; a saved file is loaded anew, and a
// wrong one leaves everything as it was.
import { join } from 'node:path';
import { OmniError } from '#protocol/errors.ts';
import { loadType, noSuchType, ownFolder, shownPath, typeNames } from '../catalogue.ts';
import type { Catalogue, CatalogueUser } from '../catalogue.ts';
import type { Cancel, WallClock } from '../runtime/clock.ts';
import { kindOf } from '../runtime/kind.ts';
import type { Kind } from '../runtime/kind.ts';
import { createIsolation } from './isolation/isolation.ts';
import { nextRevision } from './revision.ts';
import { demandFile, demandSlug, deviceFiles, fileSpecifier, packageSpecifier, sourceOf, typeOfExport, typeOfFile } from './sources.ts';
import type { CatalogSource } from './sources.ts';
import { watchFolder } from './watch-folder.ts';

export interface LiveCatalogue extends Catalogue {
  /** Resolves when every foreign type is in, or has been told why not. Never rejects. */
  readonly ready: Promise<void>;
  /** From now on a saved file is loaded anew. */
  watch(): void;
  stop(): Promise<void>;
}

/** What came of a file that was saved: it runs with that revision, or `wrong` says why it does not. */
export type Saved = { readonly type: string; readonly file: string } & ({ readonly rev: number } | { readonly wrong: string });

export interface LiveCatalogueOptions {
  /** What `--catalog` names. */
  readonly catalogs?: readonly string[];
  /** The folder of the home's own types; default: catalog/. */
  readonly folder?: string;
  readonly wall: WallClock;
  /** One line for the terminal. */
  readonly tell: (line: string) => void;
  /** One line about what is wrong. Default: `tell`. */
  readonly warn?: (line: string) => void;
  /** The same of each saved file, for programs. */
  readonly onSaved?: (saved: Saved) => void;
}

interface Entry {
  /** where it comes from, as a person names it */
  readonly file: string;
  readonly kind: Kind;
}

const lineOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown)).replace(/\s+/g, ' ');

/** Throws BAD_ARGS where a catalogue is neither a folder nor a package: before anything is started. */
export function createLiveCatalogue(options: LiveCatalogueOptions): LiveCatalogue {
  const { catalogs = [], folder = ownFolder, wall, tell, warn = tell, onSaved = () => {} } = options;
  const sources = catalogs.map(sourceOf);
  const isolation = createIsolation(warn);
  const users = new Set<CatalogueUser>();
  const foreign = new Map<string, Entry>();
  const own = new Map<string, Promise<Kind>>();
  /** Why a foreign type is not there. */
  const faults = new Map<string, string>();
  const cancels: Cancel[] = [];
  let versions = 0;
  let stopped = false;
  const version = (): number => (versions += 1);

  const isPaired = (name: string): boolean => [...users].some((user) => user.isPaired(name));
  const changed = (name: string, kind: Kind): void => users.forEach((user) => user.changed(name, kind));

  // --- foreign types --------------------------------------------------------------------------------------------------

  function admit(name: string, file: string, kind: Kind): void {
    demandSlug(name, file);
    const there = typeNames(folder).includes(name) ? shownPath(join(folder, `${name}.ts`)) : foreign.get(name)?.file;
    if (there !== undefined && there !== file)
      throw new OmniError('CONFLICT', `${file}: a type "${name}" is there already, from ${there}; rename one of them`);
    foreign.set(name, { file, kind });
    faults.delete(name);
  }

  async function loadFile(path: string): Promise<readonly [string, Kind]> {
    const [name, file] = [typeOfFile(path), shownPath(path)];
    demandSlug(name, file);
    demandFile(path, file);
    const types = await isolation.load({ specifier: fileSpecifier(path, version()), file });
    const [type] = types;
    if (!type || types.length > 1)
      throw new OmniError('BAD_SPEC', `${file}: it exports ${types.length} devices; export one, and give each a file of its own`);
    return [name, isolation.kindOf(type)];
  }
  async function loadSource(source: CatalogSource): Promise<void> {
    warn(`--catalog ${source.shown}: its devices are code that runs with your rights; load only what you trust`);
    if (source.kind === 'package') {
      const types = await isolation.load({ specifier: packageSpecifier(source.shown), file: source.shown });
      for (const type of types)
        await attempt(typeOfExport(type.name), () => admit(typeOfExport(type.name), source.shown, isolation.kindOf(type)));
      return;
    }
    for (const file of deviceFiles(source.path)) {
      const path = join(source.path, file);
      await attempt(typeOfFile(file), async () => admit(typeOfFile(file), shownPath(path), (await loadFile(path))[1]));
    }
  }
  /** What is wrong stays alone. */
  async function attempt(name: string, run: () => Promise<void> | void): Promise<void> {
    try {
      await run();
    } catch (thrown) {
      if (stopped) return;
      faults.set(name, lineOf(thrown));
      warn(lineOf(thrown));
    }
  }
  const ready = (async () => {
    for (const source of sources) await attempt(source.shown, () => loadSource(source));
  })();

  // --- saved files ----------------------------------------------------------------------------------------------------

  async function foreignSaved(path: string): Promise<void> {
    const [name, kind] = await loadFile(path);
    const file = shownPath(path);
    const before = foreign.get(name);
    const next = before?.file === file ? revised(file, before.kind, kind, name) : kind;
    admit(name, file, next);
    runs(name, file, next, before !== undefined);
  }
  async function ownSaved(path: string): Promise<void> {
    const [name, file] = [typeOfFile(path), shownPath(path)];
    demandSlug(name, file);
    const loaded = own.get(name);
    // Tried in the other thread first: what does not return there does not come in here.
    await loadFile(path);
    const kind = kindOf(await loadType(name, folder, version()));
    const before = await loaded?.catch(() => undefined);
    const next = before ? revised(file, before, kind, name) : kind;
    own.set(name, Promise.resolve(next));
    runs(name, file, next, before !== undefined);
  }
  function runs(name: string, file: string, kind: Kind, isKnown: boolean): void {
    const { rev } = kind.spec;
    tell(`${file}: ${isKnown ? 'saved, and running' : 'a new type'} (rev ${rev})`);
    onSaved({ type: name, file, rev });
    changed(name, kind);
  }
  function revised(file: string, before: Kind, after: Kind, name: string): Kind {
    try {
      return nextRevision(before, after, isPaired(name));
    } catch (thrown) {
      throw new OmniError('BAD_SPEC', `${file}: ${lineOf(thrown)}`, { cause: thrown });
    }
  }
  let saving: Promise<void> = ready;
  function reloadSaved(path: string, reload: (path: string) => Promise<void>): void {
    saving = saving.then(async () => {
      if (stopped) return;
      try {
        await reload(path);
      } catch (thrown) {
        const type = typeOfFile(path);
        const goesOn = foreign.has(type) || own.has(type);
        warn(`${lineOf(thrown)}${goesOn ? '. Until then it goes on as it was.' : ''}`);
        onSaved({ type, file: shownPath(path), wrong: lineOf(thrown) });
      }
    });
  }

  return {
    ready,
    names: () => [...typeNames(folder), ...foreign.keys()].sort(),
    async load(name) {
      if (typeNames(folder).includes(name)) {
        const kind = own.get(name) ?? loadType(name, folder).then(kindOf);
        own.set(name, kind);
        kind.catch(() => own.delete(name));
        return kind;
      }
      await ready;
      const entry = foreign.get(name);
      if (entry) return entry.kind;
      const fault = faults.get(name);
      throw fault === undefined ? noSuchType(name, this.names()) : new OmniError('BAD_SPEC', fault);
    },
    use(user) {
      users.add(user);
      return () => users.delete(user);
    },
    watch() {
      const lost = (path: string) => (reason: string) => warn(`${shownPath(path)} is no longer watched: ${reason}`);
      cancels.push(
        watchFolder({ folder, wall, lost: lost(folder), saved: (file) => reloadSaved(join(folder, file), ownSaved) }),
        ...sources.flatMap((source) =>
          source.kind === 'folder'
            ? watchFolder({
                ...{ folder: source.path, wall, lost: lost(source.path) },
                saved: (file) => reloadSaved(join(source.path, file), foreignSaved),
              })
            : [],
        ),
      );
    },
    async stop() {
      stopped = true;
      cancels.forEach((cancel) => cancel());
      await isolation.stop();
    },
  };
}
