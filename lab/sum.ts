/** Sum from smallest to largest: the same bits whatever the order of the devices, and less rounding than left to right. */
export function sum(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b).reduce((total, value) => total + value, 0);
}
