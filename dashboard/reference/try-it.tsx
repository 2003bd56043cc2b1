// The live parts: the last message of a topic, and requests that can be sent from here.
import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import type { TopicPattern } from '#protocol/topics.ts';
import { ask, useLive } from './live.ts';
import type { Exchange } from './live.ts';
import { Code, Fold, layOut, pretty } from './pieces.tsx';
import type { HomeFacts, Sample } from './samples.ts';
import { useReferenceWords } from './use-words.ts';

/** What stands here for who belongs to the home; for others, why it does not. */
function ForMembers({ children }: { readonly children: ReactNode }) {
  const words = useReferenceWords();
  const session = useLive((live) => live.session);
  const isOnline = useLive((live) => live.isOnline);
  if (session === null) return <p className="hint">{words.signIn}</p>;
  if (session === undefined || !isOnline) return <p className="hint">{words.connecting}</p>;
  return children;
}

/** The facts that samples are made of; the same object while they stay the same. */
export function useHomeFacts(): HomeFacts {
  const client = useLive((live) => live.session?.client ?? 'p-9k2m4x7q1w3e');
  const specs = useLive((live) => live.specs);
  const serial = useLive((live) => live.serial);
  return { client, specs, serial };
}

export function LiveMessage({ topic, isForPeople }: { readonly topic: TopicPattern; readonly isForPeople: boolean }) {
  const words = useReferenceWords();
  return (
    <Fold label={words.live}>
      <ForMembers>
        <LastHeard topic={topic} isForPeople={isForPeople} />
      </ForMembers>
    </Fold>
  );
}
function LastHeard({ topic, isForPeople }: { readonly topic: TopicPattern; readonly isForPeople: boolean }) {
  const words = useReferenceWords();
  const heard = useLive((live) => live.last[topic]);
  const isOwner = useLive((live) => live.session?.role === 'owner');
  if (heard) return <Code label={heard.topic} text={layOut(heard.text)} />;
  return <p className="hint">{isForPeople || isOwner ? words.liveWait : words.liveOwner}</p>;
}

interface TryProps {
  readonly label: string;
  /** Made when it is unfolded; undefined where this home has nothing to make it of. */
  readonly make: (facts: HomeFacts) => Sample | undefined;
  /** What stands there instead. */
  readonly instead?: string;
}
export function TryIt({ label, ...rest }: TryProps) {
  return (
    <Fold label={label}>
      <ForMembers>
        <Attempt {...rest} />
      </ForMembers>
    </Fold>
  );
}

function Attempt({ make, instead }: Omit<TryProps, 'label'>) {
  const words = useReferenceWords();
  const facts = useHomeFacts();
  // Made once: what somebody writes is not overwritten because a device has spoken.
  const [sample] = useState(() => make(facts));
  const [text, setText] = useState(() => pretty(sample?.args));
  const [problem, setProblem] = useState<string>();
  const [isWaiting, setWaiting] = useState(false);
  const [exchange, setExchange] = useState<Exchange>();
  const id = useId();
  if (!sample) return <p className="hint">{instead ?? words.noneHere}</p>;
  const send = async () => {
    let args: unknown;
    try {
      args = JSON.parse(text);
    } catch {
      setProblem(words.notJson);
      return;
    }
    setProblem(undefined);
    setWaiting(true);
    setExchange(await ask(sample.op, args));
    setWaiting(false);
  };
  return (
    <form
      className="ref-try"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <label htmlFor={id}>
        {words.args} · <code>{sample.op}</code>
      </label>
      <textarea
        id={id}
        value={text}
        rows={Math.min(12, text.split('\n').length)}
        spellCheck={false}
        aria-invalid={problem !== undefined || undefined}
        aria-describedby={`${id}-problem`}
        onChange={(event) => setText(event.target.value)}
      />
      <p id={`${id}-problem`} className="problem" role="alert">
        {problem}
      </p>
      <button type="submit" className="button soft" disabled={isWaiting}>
        {words.send}
      </button>
      <div role="status">
        {isWaiting && <p className="hint">{words.sending}</p>}
        {exchange && !isWaiting && <Outcome exchange={exchange} />}
      </div>
    </form>
  );
}

function Outcome({ exchange: { request, reply, ms } }: { readonly exchange: Exchange }) {
  const words = useReferenceWords();
  return (
    <>
      <Code label={words.request} text={pretty(request)} />
      {reply === undefined ? (
        <p className="problem">{words.noAnswer}</p>
      ) : (
        <Code label={`${words.reply} · ${words.took(ms.toFixed(1))}`} text={pretty(reply)} />
      )}
    </>
  );
}
