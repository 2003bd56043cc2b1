// The door: a claim link in the URL and a name; or, without a link, where to find one.
import { useEffect, useState } from 'react';
import { House, KeyRound, SquareTerminal, UsersRound } from 'lucide-react';
import { toOmniError } from '#protocol/errors.ts';
import { useWords } from '../language/dictionary.ts';
import { wordError } from '../language/error-words.ts';
import { claimToken, parseRoute } from '../routes.ts';
import { changeSettings, useLanguage } from '../state/settings.ts';
import { Field } from '../ui/field.tsx';
import { start } from '../wire/hub.ts';
import { claim } from '../wire/session.ts';

export function Welcome() {
  const words = useWords();
  const language = useLanguage();
  const [token, setToken] = useState(() => claimToken(location.hash));
  useEffect(() => {
    const read = () => setToken(claimToken(location.hash));
    addEventListener('hashchange', read);
    return () => removeEventListener('hashchange', read);
  }, []);
  return (
    <main className="welcome">
      <button
        type="button"
        className="button quiet welcome-language"
        lang={language === 'zh' ? 'en' : 'zh-CN'}
        onClick={() => changeSettings({ language: language === 'zh' ? 'en' : 'zh' })}
      >
        {language === 'zh' ? 'English' : '中文'}
      </button>
      <span className="welcome-mark">
        <House size={30} strokeWidth={1.8} aria-hidden="true" />
      </span>
      <h1>{words.welcomeTitle}</h1>
      {token === undefined ? <NoLink onToken={setToken} /> : <NamePrompt token={token} onUsedUp={() => setToken(undefined)} />}
    </main>
  );
}

function NamePrompt({ token, onUsedUp }: { token: string; onUsedUp: () => void }) {
  const words = useWords();
  const language = useLanguage();
  const [name, setName] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const enter = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await claim(token, name.trim());
      // The token is spent: it should not stay in the address, nor in the history.
      // Another address is where somebody wanted to go: a box's QR code, say. It waits.
      if (claimToken(location.hash) !== undefined) history.replaceState({ depth: 0 }, '', '#/');
      await start();
    } catch (thrown) {
      const { code, detail } = toOmniError(thrown);
      setError(wordError({ code, say: detail.say }, language));
      setBusy(false);
    }
  };
  return (
    <>
      <p>{words.welcomeLead}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '') void enter();
        }}
      >
        <Field
          label={words.yourName}
          hint={words.yourNameHint}
          error={error}
          value={name}
          maxLength={40}
          autoComplete="nickname"
          autoFocus
          required
          onChange={setName}
        />
        <button type="submit" className="button wide" disabled={isBusy || name.trim() === ''}>
          {isBusy ? words.entering : words.enterHome}
        </button>
        {error !== undefined && (
          <button type="button" className="button quiet wide" onClick={onUsedUp}>
            {words.otherLink}
          </button>
        )}
      </form>
    </>
  );
}

function NoLink({ onToken }: { onToken: (token: string) => void }) {
  const words = useWords();
  const wanted = parseRoute(location.hash);
  const isForBox = wanted.screen === 'add' && wanted.serial !== undefined;
  const [link, setLink] = useState('');
  const [error, setError] = useState<string>();
  return (
    <>
      <p>{isForBox ? words.claimFirst : words.noLinkLead}</p>
      <ul className="welcome-ways">
        <li>
          <SquareTerminal size={22} aria-hidden="true" />
          <span>{words.noLinkTerminal}</span>
        </li>
        <li>
          <UsersRound size={22} aria-hidden="true" />
          <span>{words.noLinkInvite}</span>
        </li>
        <li>
          <KeyRound size={22} aria-hidden="true" />
          <span>{words.noLinkOnce}</span>
        </li>
      </ul>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const at = link.indexOf('#');
          const token = at < 0 ? undefined : claimToken(link.slice(at).trim());
          if (token === undefined) setError(words.notALink);
          else onToken(token);
        }}
      >
        <Field
          label={words.pasteLink}
          hint={words.pasteLinkHint}
          error={error}
          value={link}
          inputMode="url"
          autoComplete="off"
          onChange={setLink}
        />
        <button type="submit" className="button wide" disabled={link.trim() === ''}>
          {words.haveLink}
        </button>
      </form>
    </>
  );
}
