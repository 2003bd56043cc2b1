// What the topic of a message is for: the row of the protocol's table, and who may hear it.
import { rowOf } from '#protocol/messages.ts';
import { rightsText, parties } from '#protocol/reference/rights.ts';
import type { Row } from './row.ts';
import { useSpeech } from './speech.ts';

const hearers = { user: 'person', owner: 'owner', device: 'device', pairing: 'pairing' } as const;

export function TopicNote({ row }: { readonly row: Row | undefined }) {
  const { words } = useSpeech();
  const known = row && rowOf(row.path);
  if (!row) return <div className="wl-topic" aria-hidden="true" />;
  if (!known)
    return (
      <div className="wl-topic">
        <code>{row.path}</code> <span>{words.foreignTopic}</span>
      </div>
    );
  const heard = parties
    .filter(({ who }) => rightsText(who, known.topic).includes('subscribe'))
    .filter(({ rights }, _k, all) => rights !== 'owner' || !all.some((other) => other.rights === 'user'))
    .map(({ rights }) =>
      rights === 'user' && known.topic.includes('{client}') && known.topic.startsWith('rpc') ? 'client' : hearers[rights],
    )
    .map((who) => words.roles[who]);
  return (
    <div className="wl-topic">
      <code>{known.topic}</code>
      <span>
        <b>{words.kinds[row.kind]}</b> · {words.topics[known.topic]} · QoS {known.qos}
        {known.retained && ` · ${words.retained}`} · {heard.length > 0 ? words.mayHear(heard.join(', ')) : words.nobodyHears}
      </span>
    </div>
  );
}
