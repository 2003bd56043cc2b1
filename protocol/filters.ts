// MQTT topic filters as sets of topics: does one filter contain another?

/** Does `filter` match `topic`? MQTT 3.1.1, section 4.7: `a/#` matches `a` too; wildcards never match a leading `$`. */
export function matches(filter: string, topic: string): boolean {
  if (topic.startsWith('$') && !filter.startsWith('$')) return false;
  // Asked for every message and every permission: level by level in place, without cutting either into pieces.
  let f = 0;
  let t = 0;
  for (;;) {
    if (filter[f] === '#') return true;
    if (filter[f] === '+') {
      f += 1;
      const end = topic.indexOf('/', t);
      t = end < 0 ? topic.length : end;
    } else {
      for (; f < filter.length && filter[f] !== '/'; f += 1, t += 1) if (filter[f] !== topic[t]) return false;
      if (t < topic.length && topic[t] !== '/') return false;
    }
    if (f === filter.length) return t === topic.length;
    if (t === topic.length) return filter.startsWith('/#', f);
    f += 1;
    t += 1;
  }
}

/** Is every topic that `inner` matches matched by `outer` too? */
export function contains(outer: string, inner: string): boolean {
  if (!outer.startsWith('$') && inner.startsWith('$')) return false;
  // Every topic has a first level, so `+/#` matches all that `#` does. Below the first, `a/+/#` misses `a`.
  if (outer === '+/#' && inner === '#') return true;
  const have = outer.split('/');
  const want = inner.split('/');
  for (let k = 0; ; k += 1) {
    const o = have[k];
    const i = want[k];
    if (o === '#') return true;
    if (o === undefined || i === undefined) return o === i;
    if (i === '#') return false;
    if (o !== '+' && o !== i) return false;
  }
}

/** Is the text a well-formed filter? `#` only last, wildcards alone in their level, no empty filter, no NUL. */
export function isFilter(text: string): boolean {
  if (text.length === 0 || text.length > 1024 || text.includes('\u0000')) return false;
  const levels = text.split('/');
  return levels.every((level, k) => (level === '#' ? k === levels.length - 1 : level === '+' || !/[+#]/.test(level)));
}
