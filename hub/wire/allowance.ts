// How much of a busy home may be told: so many messages a second, in stretches rather than one here and one there, so that
// what belongs together is told together. Commands have a little of their own, for when reports have used up the rest.

interface Rates {
  readonly perSecond: number;
  readonly commandsPerSecond: number;
}

export function createAllowance({ perSecond, commandsPerSecond }: Rates) {
  let all = perSecond;
  let commands = commandsPerSecond;
  let left = 0;
  return {
    /** May one more be told? If not, it is counted. */
    take(isCommand: boolean): boolean {
      if (all > 0) all -= 1;
      else if (isCommand && commands > 0) commands -= 1;
      else {
        left += 1;
        return false;
      }
      return true;
    },
    /** Counts one that is left out for another reason. */
    leave(): void {
      left += 1;
    },
    /** `ms` have passed. Answers how many were left out since the last time. */
    refill(ms: number): number {
      all = Math.min(perSecond, all + (perSecond * ms) / 1000);
      commands = Math.min(commandsPerSecond, commands + (commandsPerSecond * ms) / 1000);
      const since = left;
      left = 0;
      return since;
    },
    reset(): void {
      [all, commands, left] = [perSecond, commandsPerSecond, 0];
    },
  };
}
