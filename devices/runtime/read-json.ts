/** JSON of an untrusted text; undefined where it is none. What it holds is checked by a schema. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
