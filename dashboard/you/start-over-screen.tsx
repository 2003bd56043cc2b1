// Start over asks twice: first to understand, then to type the home's name.
import { useState } from 'react';
import { TriangleAlert } from 'lucide-react';
import { useWords } from '../language/dictionary.ts';
import { useHome } from '../state/home-store.ts';
import { Field } from '../ui/field.tsx';
import { client, forgetSession } from '../wire/hub.ts';
import { PageHead } from './page-head.tsx';
import { useAttempt } from './use-attempt.ts';

export function StartOverScreen() {
  const words = useWords();
  const home = useHome((state) => state.session?.home ?? '');
  const [agreed, setAgreed] = useState(false);
  const [typed, setTyped] = useState('');
  const { isBusy, error, attempt } = useAttempt();
  const isRight = typed.trim() === home && home !== '';
  const forget = () =>
    attempt(async () => {
      const { claim } = await client.call('hub.start-over', { confirm: typed.trim() });
      // The new link arrives with the answer: whoever forgot everything is the first to be asked in again.
      history.replaceState({ depth: 0 }, '', `#claim=${claim}`);
      forgetSession();
    });
  return (
    <div className="screen">
      <PageHead page="start-over" title={words.startOver} />
      <section className="card warning">
        <p>
          <TriangleAlert size={20} aria-hidden="true" />
          {words.startOverFirst}
        </p>
        {!agreed && (
          <button type="button" className="button danger-quiet wide" onClick={() => setAgreed(true)}>
            {words.startOverAgree}
          </button>
        )}
      </section>
      {agreed && (
        <form
          className="card"
          onSubmit={(event) => {
            event.preventDefault();
            if (isRight) void forget();
          }}
        >
          <Field
            label={words.startOverType(home)}
            value={typed}
            autoComplete="off"
            autoCapitalize="none"
            autoFocus
            spellCheck={false}
            error={error}
            onChange={setTyped}
          />
          <button type="submit" className="button danger wide" disabled={!isRight || isBusy}>
            {isBusy ? words.startingOver : words.startOverDo}
          </button>
        </form>
      )}
    </div>
  );
}
