// One entry of each section.
import { Fragment } from 'react';
import type { ReactNode } from 'react';
import { errors } from '#protocol/errors.ts';
import type { ErrorCode } from '#protocol/errors.ts';
import { messages } from '#protocol/messages.ts';
import { operations } from '#protocol/operations/index.ts';
import type { OperationName } from '#protocol/operations/index.ts';
import { rightsTable } from '#protocol/permissions.ts';
import { parties, rightsText } from '#protocol/reference/rights.ts';
import { typeText } from '#protocol/reference/type-text.ts';
import { declarations } from '#protocol/services/declarations.ts';
import type { DeviceSpec } from '#protocol/spec.ts';
import { units } from '#protocol/units.ts';
import { declaredNames } from './declared-names.ts';
import type { Subject, TopicRow } from './entries.ts';
import { useLive } from './live.ts';
import { Code, Facts, Fold, pretty, Prose } from './pieces.tsx';
import type { Fact } from './pieces.tsx';
import { irreversible, provocable, provocation, sampleArgs } from './samples.ts';
import { LiveMessage, TryIt } from './try-it.tsx';
import { useReferenceWords } from './use-words.ts';

const list = (names: readonly string[]) =>
  names.length === 0 ? '–' : <Listed items={names.map((name) => ({ key: name, node: <code>{name}</code> }))} />;

/** Parted by commas. */
function Listed({ items }: { readonly items: readonly { readonly key: string; readonly node: ReactNode }[] }) {
  return items.map(({ key, node }, k) => (
    <Fragment key={key}>
      {k > 0 && ', '}
      {node}
    </Fragment>
  ));
}

/** Who may what on a topic; an owner only where that is more than any person may. */
function rightsOn(topic: string) {
  const all = parties.map((party) => ({ party, words: rightsText(party.who, topic) })).filter(({ words }) => words !== '–');
  const person = all.find(({ party }) => party.rights === 'user');
  return all.filter(({ party, words }) => party.rights !== 'owner' || words !== person?.words);
}

function Topic({ row: { topic, by, qos, retained, payload } }: { readonly row: TopicRow }) {
  const words = useReferenceWords();
  const { title, schema } = messages[topic];
  const rights = rightsOn(topic);
  const isForPeople = rights.some(({ party, words: right }) => party.rights === 'user' && right.includes('subscribe'));
  return (
    <>
      <p>
        <b>{title}</b>: <Prose text={payload} />
      </p>
      <Facts
        rows={[
          [words.publishedBy, <Prose key="by" text={by} />],
          [words.delivery, `QoS ${qos}${retained ? `, ${words.retained}` : ''}`],
          ...rights.map(({ party, words: right }): Fact => [party.name, right]),
        ]}
      />
      <Code label={words.message} text={typeText(schema)} />
      <LiveMessage topic={topic} isForPeople={isForPeople} />
    </>
  );
}

function OperationArticle({ name }: { readonly name: OperationName }) {
  const words = useReferenceWords();
  const { doc, role, ttl, args, result } = operations[name];
  return (
    <>
      <p>
        <Prose text={doc} />
      </p>
      <Facts
        rows={[
          [words.leastRole, role],
          [words.deadline, `${ttl} ms`],
        ]}
      />
      <Code label={words.args} text={typeText(args)} />
      <Code label={words.result} text={typeText(result)} />
      {irreversible.has(name) ? (
        <p className="hint">{words.notTried}</p>
      ) : (
        <TryIt label={words.tryIt} make={(facts) => ({ op: name, args: sampleArgs(name, facts) })} />
      )}
    </>
  );
}

function ErrorArticle({ code }: { readonly code: ErrorCode }) {
  const words = useReferenceWords();
  const { what, cure, status, retry } = errors[code];
  return (
    <>
      <p>
        <Prose text={what} />
      </p>
      <Facts
        rows={[
          [words.cure, <Prose key="cure" text={cure} />],
          ['HTTP', String(status)],
          [words.retry, retry ? words.retryYes : words.retryNo],
        ]}
      />
      {provocable.includes(code) && <TryIt label={words.provoke} make={(facts) => provocation(code, facts)} />}
    </>
  );
}

function Party({ rights }: { readonly rights: keyof typeof rightsTable }) {
  const words = useReferenceWords();
  const { publish, subscribe } = rightsTable[rights];
  return (
    <Facts
      rows={[
        [words.publish, list(publish)],
        [words.subscribe, list(subscribe)],
      ]}
    />
  );
}

function ServiceArticle({ type }: { readonly type: string }) {
  const words = useReferenceWords();
  const specs = useLive((live) => live.specs);
  const declared = declarations.get(type);
  if (!declared) return null;
  const holders = Object.entries(specs).filter(([, spec]) => Object.values(spec.services).some((service) => service.type === type));
  const [holder] = holders;
  const { properties, actions, events } = declaredNames(declared);
  return (
    <>
      <p>
        {declared.title[0]} · <span lang="zh-CN">{declared.title[1]}</span>
      </p>
      <Facts
        rows={[
          [words.properties, list(properties)],
          [words.actions, list(actions)],
          [words.events, list(events)],
          [
            words.inThisHome,
            holders.length === 0 ? (
              '–'
            ) : (
              <Listed
                key="holders"
                items={holders.map(([did, spec]) => ({ key: did, node: <a href={`/#/device/${did}`}>{spec.title.en}</a> }))}
              />
            ),
          ],
        ]}
      />
      <TryIt label={words.live} make={() => holder && { op: 'device.get', args: { did: holder[0] } }} />
    </>
  );
}

/** `light/brightness: int, %, 1 to 100; read, write` */
function propertyLines({ services }: DeviceSpec): string {
  return Object.entries(services)
    .flatMap(([service, { properties }]) =>
      Object.entries(properties).map(([name, property]) => {
        const unit = 'unit' in property && property.unit !== undefined ? `, ${units[property.unit].en}` : '';
        const range = 'range' in property && property.range !== undefined ? `, ${property.range.min} to ${property.range.max}` : '';
        const values = property.format === 'enum' ? `: ${Object.keys(property.values).join(', ')}` : '';
        return `${service}/${name}: ${property.format}${values}${unit}${range}; ${property.access.join(', ')}`;
      }),
    )
    .join('\n');
}

function TypeArticle({ did, spec }: { readonly did: string; readonly spec: DeviceSpec }) {
  const words = useReferenceWords();
  const members = (group: 'actions' | 'events'): string[] =>
    Object.entries(spec.services).flatMap(([service, each]) => Object.keys(each[group]).map((name) => `${service}/${name}`));
  return (
    <>
      <p>
        <code>{spec.model}</code> · <span lang="zh-CN">{spec.title.zh}</span>
      </p>
      <Facts
        rows={[
          [words.maker, spec.vendor],
          [words.revision, String(spec.rev)],
          [words.actions, list(members('actions'))],
          [words.events, list(members('events'))],
        ]}
      />
      <Code label={words.properties} text={propertyLines(spec)} />
      <Fold label={words.spec}>
        <Code label={spec.model} text={pretty(spec)} />
      </Fold>
      <TryIt label={words.live} make={() => ({ op: 'device.get', args: { did } })} />
    </>
  );
}

export function Article({ subject }: { readonly subject: Subject }) {
  switch (subject.section) {
    case 'topics':
      return <Topic row={subject.row} />;
    case 'operations':
      return <OperationArticle name={subject.name} />;
    case 'errors':
      return <ErrorArticle code={subject.code} />;
    case 'permissions':
      return <Party rights={subject.party.rights} />;
    case 'services':
      return <ServiceArticle type={subject.type} />;
    case 'types':
      return <TypeArticle did={subject.did} spec={subject.spec} />;
  }
}
