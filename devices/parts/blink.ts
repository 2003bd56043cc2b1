/** Turns a light off and on again, `times` times, 0.2 s each way, and leaves it as it was. */
export function* blink(light: { on: boolean }, times: number): Generator<number, void, void> {
  const before = light.on;
  try {
    for (let k = 0; k < times; k += 1) {
      light.on = !before;
      yield 0.2;
      light.on = before;
      yield 0.2;
    }
  } finally {
    light.on = before;
  }
}
