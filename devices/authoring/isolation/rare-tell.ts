// The same complaint a thousand times a second is one complaint.
const pause = 60_000;
/** Different texts in one pause; further ones are not told. */
const mostTexts = 20;

/** Tells a text at once, and again after a minute at the earliest, then with how often it came meanwhile. */
export function createRareTell(tell: (line: string) => void, now = () => performance.now()): (line: string) => void {
  const known = new Map<string, { readonly told: number; unsaid: number }>();
  return (line) => {
    const at = now();
    const before = known.get(line);
    if (before && at - before.told < pause) {
      before.unsaid += 1;
      return;
    }
    if (!before && known.size >= mostTexts) {
      for (const [text, { told }] of known) if (at - told >= pause) known.delete(text);
      if (known.size >= mostTexts) return;
    }
    tell(before && before.unsaid > 0 ? `${line} (${before.unsaid} times more in between)` : line);
    known.set(line, { told: at, unsaid: 0 });
  };
}
