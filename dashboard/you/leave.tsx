// This browser gives its remote back.
import { useState } from 'react';
import { useWords } from '../language/dictionary.ts';
import { useHome } from '../state/home-store.ts';
import { Confirm } from '../ui/confirm.tsx';
import { client, forgetSession } from '../wire/hub.ts';
import { useAttempt } from './use-attempt.ts';

export function Leave() {
  const words = useWords();
  const session = useHome((home) => home.session);
  const [isAsking, setAsking] = useState(false);
  const { isBusy, error, attempt } = useAttempt();
  if (!session) return null;
  return (
    <>
      <button type="button" className="button danger-quiet wide" onClick={() => setAsking(true)}>
        {words.signOut}
      </button>
      {isAsking && (
        <Confirm
          title={words.signOutTitle}
          text={words.signOutHelp}
          confirmLabel={words.signOut}
          isBusy={isBusy}
          error={error}
          onConfirm={() =>
            void attempt(() => client.call('person.remove', { client: session.client })).then((done) => {
              if (done) forgetSession();
            })
          }
          onCancel={() => setAsking(false)}
        />
      )}
    </>
  );
}
