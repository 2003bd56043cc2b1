// The order in which the broker speaks. What a party sends makes the broker write to others (a command to its device, a
// reply to a phone) and back to the sender (acknowledgements). Others first: each write is a system call, and somebody
// waits for the command, nobody for the acknowledgement. The writes back then leave in one.
import type { Writable } from 'node:stream';

/**
 * Answers a function to call with every chunk that arrives: writes to `stream` then wait for a few turns of the event
 * loop, and one more where another chunk came meanwhile; never longer, so that a talkative sender is answered too.
 */
export function holdWrites(stream: Writable): () => void {
  let turns = 0;
  let extended = false;
  function turn(): void {
    turns -= 1;
    if (turns > 0) setImmediate(turn);
    else stream.uncork();
  }
  return function hold(): void {
    if (turns === 0) {
      extended = false;
      // A command leaves in the next turn (setImmediate in aedes), the answer to a result in the one after that: aedes
      // acknowledges the result first, which takes a turn. The turn after those is the first that is later.
      turns = 3;
      stream.cork();
      setImmediate(turn);
    } else if (!extended) {
      extended = true;
      turns += 1;
    }
  };
}
