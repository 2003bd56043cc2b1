// What a test or a whole file has opened is closed when it ends, last opened first closed.
import { afterAll, onTestFinished } from 'vitest';

type Close = () => unknown;
const ofFile: Close[] = [];

afterAll(async () => {
  for (const close of ofFile.splice(0).reverse()) await close();
});

/** Inside a test: when that test ends. Outside (in `beforeAll`, or at the top of a file): when the file ends. */
export function whenDone(close: Close): void {
  try {
    onTestFinished(async () => void (await close()));
  } catch {
    ofFile.push(close);
  }
}
