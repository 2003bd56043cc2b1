// The one permission function, asked about a topic that somebody writes.
import { useState } from 'react';
import { may } from '#protocol/permissions.ts';
import { rootOf } from '#protocol/topics.ts';
import { Field } from '../ui/field.tsx';
import { useLive } from './live.ts';
import { useReferenceWords } from './use-words.ts';

export function MayI() {
  const words = useReferenceWords();
  const session = useLive((live) => live.session);
  const [text, setText] = useState('dev/+/state');
  if (!session) return null;
  const { client, role, rooms, home } = session;
  const below = text.trim().replaceAll('{me}', client);
  const root = rootOf(home);
  const topic = below.startsWith(`${root}/`) ? below : `${root}/${below}`;
  const answers = (['publish', 'subscribe'] as const).map((verb) =>
    may(home, { kind: 'user', client, role, rooms }, verb, topic) ? words.mayYes(verb) : words.mayNo(verb),
  );
  return (
    <div className="card ref-may">
      <Field label={words.mayI} hint={words.mayIHint} value={text} autoComplete="off" spellCheck={false} onChange={setText} />
      <p role="status">
        <code>{topic}</code> {role}: {answers.join(' · ')}
      </p>
    </div>
  );
}
