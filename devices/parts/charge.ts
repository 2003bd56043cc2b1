/** Charges a battery that is full after `hours` from empty. `dt` in seconds. */
export function charge(battery: { charge: number }, dt: number, { hours }: { readonly hours: number }): void {
  battery.charge += (100 * dt) / (hours * 3600);
}
