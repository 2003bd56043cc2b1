// Furnishing takes seconds, and the hub may be restarted in the middle: then it is taken up again, some times.
import { oneLine } from '../process.ts';

const attempts = 5;
/** ms before the second attempt; each further one waits twice as long. */
const firstWait = 1_000;

export interface Furnishing {
  /** A token of the launcher's own, from the hub that runs now. Rejects where there is none. */
  readonly token: () => Promise<string>;
  /** One attempt: does what is not done yet. */
  readonly furnish: (token: string) => Promise<void>;
  /** false once the home that was to be furnished is no more: another life has begun. */
  readonly isWanted: () => boolean;
  /** One line for standard error. */
  readonly tell: (line: string) => void;
  readonly wait?: (ms: number) => Promise<void>;
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Never rejects: an unfurnished home is still a home, its devices are nearby, with their boxes. */
export async function furnishPatiently({ token, furnish, isWanted, tell, wait = sleep }: Furnishing): Promise<void> {
  for (let attempt = 1; isWanted(); attempt += 1) {
    try {
      return await furnish(await token());
    } catch (error) {
      if (!isWanted()) return;
      if (attempt === attempts) {
        tell(
          `The starter home could not be furnished in ${attempts} attempts: ${oneLine(error)} Its devices are nearby: add them with the codes on their boxes.`,
        );
        return;
      }
      await wait(firstWait * 2 ** (attempt - 1));
    }
  }
}
