import { House } from 'lucide-react';
import { useWords } from '../language/dictionary.ts';

/** The hub has not answered yet: says so, and what would help. */
export function Connecting() {
  const words = useWords();
  return (
    <main className="welcome" role="status">
      <span className="welcome-mark">
        <House size={30} strokeWidth={1.8} aria-hidden="true" />
      </span>
      <h1>{words.connecting}</h1>
      <p>{words.unreachableHelp}</p>
    </main>
  );
}
