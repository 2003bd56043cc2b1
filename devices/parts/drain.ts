/** Takes charge from a battery that lasts `hours` from full. `dt` in seconds. */
export function drain(
  battery: { charge: number },
  dt: number,
  { hours, load = 1 }: { readonly hours: number; readonly load?: number },
): void {
  battery.charge -= (100 * load * dt) / (hours * 3600);
}
