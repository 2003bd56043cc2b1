// Who holds a remote. Owners invite, change roles and rooms, and remove; everyone may look.
import { useCallback, useEffect, useState } from 'react';
import type { ResultOf } from '#protocol/operations/index.ts';
import { roles } from '#protocol/permissions.ts';
import type { Role } from '#protocol/permissions.ts';
import { useWords } from '../language/dictionary.ts';
import { useHome, useRole } from '../state/home-store.ts';
import { notify } from '../state/notices.ts';
import { Confirm } from '../ui/confirm.tsx';
import { Select } from '../ui/select.tsx';
import { useNow } from '../ui/use-now.ts';
import { client } from '../wire/hub.ts';
import { InviteCard } from './invite-card.tsx';
import { PageHead } from './page-head.tsx';
import { roleWords } from './roles.ts';
import { RoomChecks } from './room-checks.tsx';
import { useAttempt } from './use-attempt.ts';

type Person = ResultOf<'person.list'>['people'][number];

export function PeopleScreen() {
  const words = useWords();
  const role = useRole();
  const version = useHome((home) => home.version);
  const isOnline = useHome((home) => home.connection === 'online');
  const [list, setList] = useState<ResultOf<'person.list'>>();
  const [failed, setFailed] = useState(false);
  const load = useCallback(() => {
    client.call('person.list', {}).then(
      (result) => {
        setList(result);
        setFailed(false);
      },
      () => setFailed(true),
    );
  }, []);
  // No topic tells who is online: that is asked again every few seconds, as long as somebody looks.
  const now = useNow();
  useEffect(() => {
    if (isOnline) load();
  }, [load, version, isOnline, now]);
  return (
    <div className="screen">
      <PageHead page="people" title={words.people} />
      <p className="lead">{words.peopleHelp}</p>
      {!list && (
        <p className="quiet-note">
          {failed ? (
            <button type="button" className="button quiet" onClick={load}>
              {words.retry}
            </button>
          ) : (
            words.loading
          )}
        </p>
      )}
      <ul className="list">
        {list?.people.map((person) => (
          <PersonItem
            key={person.client}
            person={person}
            isYou={person.client === list.you}
            mayChange={role === 'owner' && person.client !== list.you}
            onChanged={load}
          />
        ))}
      </ul>
      {role === 'owner' && <InviteCard />}
    </div>
  );
}

function PersonItem({
  person,
  isYou,
  mayChange,
  onChanged,
}: {
  person: Person;
  isYou: boolean;
  mayChange: boolean;
  onChanged: () => void;
}) {
  const words = useWords();
  const [isAsking, setAsking] = useState(false);
  const { isBusy, error, attempt } = useAttempt();
  const change = (role: Role, rooms: readonly string[]) =>
    void attempt(() => client.call('person.change', { client: person.client, role, rooms: [...rooms] })).then(onChanged);
  const remove = async () => {
    if (!(await attempt(() => client.call('person.remove', { client: person.client })))) return;
    notify({ kind: 'said', text: words.personRemoved(person.name) });
    onChanged();
  };
  return (
    <li className="list-item person">
      <span className="avatar" aria-hidden="true">
        {[...person.name][0]?.toUpperCase()}
      </span>
      <span className="list-text">
        <b>{person.name}</b>
        <small>
          {[isYou ? words.thisIsYou : undefined, roleWords(person.role, words).name, person.online ? words.online : undefined]
            .filter((part) => part !== undefined)
            .join(' · ')}
        </small>
      </span>
      {mayChange && (
        <div className="person-tools">
          <Select
            isBare
            label={words.changeRole(person.name)}
            value={person.role}
            isDisabled={isBusy}
            options={roles.map((role) => ({ value: role, label: roleWords(role, words).name }))}
            onChange={(value) => {
              const role = roles.find((one) => one === value);
              if (role) change(role, role === 'guest' ? person.rooms : []);
            }}
          />
          <button
            type="button"
            className="text-button bad"
            aria-label={words.removePerson(person.name)}
            disabled={isBusy}
            onClick={() => setAsking(true)}
          >
            {words.remove}
          </button>
        </div>
      )}
      {mayChange && person.role === 'guest' && <RoomChecks chosen={person.rooms} onChange={(rooms) => change('guest', rooms)} />}
      {error !== undefined && !isAsking && (
        <p className="problem" role="alert">
          {error}
        </p>
      )}
      {isAsking && (
        <Confirm
          title={words.removePersonTitle(person.name)}
          text={words.removePersonHelp}
          confirmLabel={words.remove}
          isBusy={isBusy}
          error={error}
          onConfirm={() => void remove()}
          onCancel={() => setAsking(false)}
        />
      )}
    </li>
  );
}
