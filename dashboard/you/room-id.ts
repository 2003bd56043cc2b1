/** An id for a room of one's own: from its name where that has Latin letters, numbered where it has none or is taken. */
export function roomId(name: string, taken: readonly string[]): string {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 24);
  const base = slug.length >= 3 ? slug : `room-${slug}`.replace(/-$/, '');
  if (slug.length >= 3 && !taken.includes(base)) return base;
  for (let k = 1; ; k += 1) if (!taken.includes(`${base}-${k}`)) return `${base}-${k}`;
}
