// The rooms of the home: rename, remove, add one of the well-known or one's own.
import { useState } from 'react';
import { Trash2 } from 'lucide-react';
import type { Room } from '#protocol/envelopes.ts';
import { sortRooms } from '../home/grouping.ts';
import { roomName, useWords, wellKnownRoomIds } from '../language/dictionary.ts';
import { useHome } from '../state/home-store.ts';
import { notify } from '../state/notices.ts';
import { Field } from '../ui/field.tsx';
import { client } from '../wire/hub.ts';
import { PageHead } from './page-head.tsx';
import { roomId } from './room-id.ts';
import { useAttempt } from './use-attempt.ts';

export function RoomsScreen() {
  const words = useWords();
  const rooms = useHome((home) => home.rooms);
  const sorted = sortRooms(rooms);
  return (
    <div className="screen">
      <PageHead page="rooms" title={words.rooms} />
      <p className="lead">{words.roomsHelp}</p>
      <ul className="list">
        {sorted.map((room) => (
          <RoomItem key={room.id} room={room} />
        ))}
      </ul>
      <AddRoom />
    </div>
  );
}

function RoomItem({ room }: { room: Room }) {
  const words = useWords();
  const name = roomName(room, words);
  const count = useHome(({ cards }) => Object.values(cards).filter((card) => card.room === room.id).length);
  const [draft, setDraft] = useState<string>();
  const { isBusy, error, attempt } = useAttempt();
  const save = () => {
    const text = draft?.trim();
    setDraft(undefined);
    if (text === undefined || text === '' || text === name) return;
    void attempt(() => client.call('room.put', { id: room.id, name: text }));
  };
  return (
    <li className="list-item room-item">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <input
          aria-label={words.roomNameOf(name)}
          value={draft ?? name}
          maxLength={40}
          disabled={isBusy}
          onChange={(event) => setDraft(event.target.value)}
          onBlur={save}
        />
      </form>
      <small>{words.deviceCount(count)}</small>
      <button
        type="button"
        className="round"
        aria-label={words.removeRoom(name)}
        disabled={isBusy}
        onClick={() =>
          void attempt(() => client.call('room.remove', { id: room.id })).then((done) => {
            if (done)
              notify({
                kind: 'said',
                text: words.roomRemoved(name),
                ...(count === 0
                  ? { undo: () => void client.call('room.put', { id: room.id, name: room.name }).catch(() => undefined) }
                  : {}),
              });
          })
        }
      >
        <Trash2 size={18} aria-hidden="true" />
      </button>
      {error !== undefined && (
        <p className="problem" role="alert">
          {error}
        </p>
      )}
    </li>
  );
}

function AddRoom() {
  const words = useWords();
  const rooms = useHome((home) => home.rooms);
  const [name, setName] = useState('');
  const { isBusy, error, attempt } = useAttempt();
  const free = wellKnownRoomIds.filter((id) => !Object.hasOwn(rooms, id));
  const add = (id: string, given: string | null) =>
    void attempt(() => client.call('room.put', { id, name: given })).then((done) => {
      if (done) setName('');
    });
  return (
    <section className="card" aria-label={words.addRoom}>
      <h2>
        <span>{words.addRoom}</span>
      </h2>
      {free.length > 0 && (
        <div className="quick">
          {free.map((id) => (
            <button key={id} type="button" className="chip" disabled={isBusy} onClick={() => add(id, null)}>
              {roomName({ id, name: null }, words)}
            </button>
          ))}
        </div>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const text = name.trim();
          if (text !== '') add(roomId(text, Object.keys(rooms)), text);
        }}
      >
        <Field label={words.roomName} value={name} maxLength={40} autoComplete="off" error={error} onChange={setName} />
        <button type="submit" className="button wide" disabled={isBusy || name.trim() === ''}>
          {words.addRoom}
        </button>
      </form>
    </section>
  );
}
