// Rounding that adds up: what stands in a column is whole, and its sum is the total that stands below it.

/**
 * `parts` rounded to whole numbers whose sum is `total`, their rounded sum unless given (largest remainder: those that lost most by
 * cutting off their fraction are rounded up). Each is off by less than 1. Equal remainders: the earlier is rounded up.
 */
export function roundTogether(parts: readonly number[], total = Math.round(parts.reduce((sum, part) => sum + part, 0))): readonly number[] {
  const cut = parts.map((part) => Math.floor(part));
  const missing = total - cut.reduce((sum, part) => sum + part, 0);
  const lost = parts.map((part, i) => ({ i, remainder: part - Math.floor(part) })).sort((a, b) => b.remainder - a.remainder || a.i - b.i);
  const raised = new Set(lost.slice(0, missing).map(({ i }) => i));
  return cut.map((part, i) => (raised.has(i) ? part + 1 : part));
}
