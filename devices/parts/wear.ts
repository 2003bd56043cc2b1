/** Wears a part: at `load` 1 its life goes from 100 % to 0 % in `hours`. `dt` in seconds. */
export function wear(part: { life: number }, dt: number, { hours, load = 1 }: { readonly hours: number; readonly load?: number }): void {
  part.life -= (100 * load * dt) / (hours * 3600);
}
