// What a version of a catalogue's file was when it was first read, it stays: a new thread goes on with what was tried, not with
// what has been saved since and refused. Beneath the TypeScript loader, in the loaders' own thread; the main thread keeps the
// texts, for they have to outlive this one.
const kept = new Map();
let port;

export function initialize(data) {
  for (const [url, text] of data.kept) kept.set(url, text);
  port = data.port;
}

/** Without what loaders add to tell their own requests apart. */
const keyOf = (url) => {
  const version = /[?&](v=\d+)/.exec(url)?.[1];
  return version && `${url.split('?')[0]}?${version}`;
};

export async function load(url, context, next) {
  const key = url.startsWith('file:') ? keyOf(url) : undefined;
  if (key === undefined) return next(url, context);
  const text = kept.get(key);
  if (text !== undefined) return { format: context.format ?? 'module', source: text, shortCircuit: true };
  const loaded = await next(url, context);
  if (loaded.source !== null && loaded.source !== undefined) {
    const read = typeof loaded.source === 'string' ? loaded.source : new TextDecoder().decode(loaded.source);
    kept.set(key, read);
    port.postMessage([key, read]);
  }
  return loaded;
}
