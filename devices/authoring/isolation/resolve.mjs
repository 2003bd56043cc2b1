// How modules are found in the thread of foreign devices. Three rules, told apart by the query that `import` was given:
// `omnihome/device` is this very package, whatever lies in anybody's node_modules: two copies would not know each other's
// devices. What a catalogue's folder holds is an ES module, also where no package.json says so. And a version (`?v=2`) is
// handed on to the files that a file imports from its own folder, so that saving it loads them anew too.
const own = {
  'omnihome/device': new URL('../../device.ts', import.meta.url).href,
  'omnihome/simulate': new URL('../../simulate.ts', import.meta.url).href,
};
const folderOf = (url) => url.slice(0, url.search(/[^/]*$/));

export async function resolve(specifier, context, next) {
  const known = own[specifier];
  if (known) return { url: known, format: 'module', shortCircuit: true };
  // `omnihome-catalogue:name,file:///…`, both encoded: a package by its name, found from a folder that is not this one. No
  // query: tsx takes it off before it asks here where Node lets it (`registerHooks`, Node 24).
  if (specifier.startsWith('omnihome-catalogue:')) {
    const [name, from] = new URL(specifier).pathname.split(',').map(decodeURIComponent);
    const found = await next(name, { ...context, parentURL: from });
    return { ...found, url: `${found.url.split('?')[0]}?v=1` };
  }
  const [parent = '', parentQuery = ''] = context.parentURL?.split('?') ?? [];
  const version = /(?:^|&)v=(\d+)/;
  const handedOn = version.exec(parentQuery)?.[1];
  if (handedOn && /^\.\.?\/.*\.m?ts$/.test(specifier)) {
    const url = new URL(specifier, parent).href;
    if (url.startsWith(folderOf(parent))) return { url: `${url}?v=${handedOn}`, format: 'module', shortCircuit: true };
  }
  const found = await next(specifier, context);
  const [path, query] = found.url.split('?');
  // Only what was asked for by version: the catalogue's own file.
  return version.test(query ?? '') && /\.m?ts$/.test(path) ? { ...found, format: 'module' } : found;
}

/**
 * A Node that strips types itself (from 22.18) asks the folder's package.json once more when it loads, and would take the
 * file for CommonJS: it is told what `resolve` said.
 */
export async function load(url, context, next) {
  const [path = '', query = ''] = url.split('?');
  const isOurs = /(?:^|&)v=\d+/.test(query) && /\.m?ts$/.test(path);
  return next(url, isOurs && process.features.typescript ? { ...context, format: 'module-typescript' } : context);
}
