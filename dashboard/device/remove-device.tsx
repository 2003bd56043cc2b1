// Removing asks first: it cannot be undone, only paired again.
import { useState } from 'react';
import { toOmniError } from '#protocol/errors.ts';
import { useWords } from '../language/dictionary.ts';
import { wordError } from '../language/error-words.ts';
import { notify } from '../state/notices.ts';
import { useLanguage } from '../state/settings.ts';
import { Confirm } from '../ui/confirm.tsx';
import { client } from '../wire/hub.ts';

export function RemoveDevice({ did, name, onRemoved }: { readonly did: string; readonly name: string; readonly onRemoved: () => void }) {
  const words = useWords();
  const language = useLanguage();
  const [isAsking, setAsking] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const remove = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await client.call('device.remove', { did });
      notify({ kind: 'said', text: words.removed(name) });
      onRemoved();
    } catch (thrown) {
      const { code, detail } = toOmniError(thrown);
      setError(wordError({ code, say: detail.say }, language));
      setBusy(false);
    }
  };
  return (
    <>
      <button type="button" className="button danger-quiet wide" onClick={() => setAsking(true)}>
        {words.removeDevice}
      </button>
      {isAsking && (
        <Confirm
          title={words.removeTitle(name)}
          text={words.removeHelp}
          confirmLabel={isBusy ? words.removing : words.remove}
          isBusy={isBusy}
          error={error}
          onConfirm={() => void remove()}
          onCancel={() => setAsking(false)}
        />
      )}
    </>
  );
}
