// Name and room of a device; saved as soon as it is chosen, undone from the snackbar.
import { useState } from 'react';
import type { ArgsOf } from '#protocol/operations/index.ts';
import { roomName, useWords } from '../language/dictionary.ts';
import { sortRooms } from '../home/grouping.ts';
import { useDevice } from '../state/device-store.ts';
import { useHome } from '../state/home-store.ts';
import { notify } from '../state/notices.ts';
import { notifyFailure } from '../state/notify-failure.ts';
import { useLanguage } from '../state/settings.ts';
import { Field } from '../ui/field.tsx';
import { Select } from '../ui/select.tsx';
import { client } from '../wire/hub.ts';

export function PlaceForm({ did }: { readonly did: string }) {
  const words = useWords();
  const language = useLanguage();
  const title = useDevice(did, (device) => device.spec?.title[language] ?? '');
  const given = useDevice(did, (device) => device.place?.name ?? null);
  const room = useDevice(did, (device) => device.place?.room ?? null);
  const rooms = useHome((home) => home.rooms);
  const [draft, setDraft] = useState<string>();

  const failed = (thrown: unknown) => notifyFailure(thrown, language);
  const place = async (change: Omit<ArgsOf<'device.place'>, 'did'>, back: Omit<ArgsOf<'device.place'>, 'did'>, said: string) => {
    try {
      await client.call('device.place', { did, ...change });
      notify({ kind: 'said', text: said, undo: () => void client.call('device.place', { did, ...back }).catch(failed) });
    } catch (thrown) {
      failed(thrown);
    }
  };
  const save = () => {
    const text = draft?.trim();
    setDraft(undefined);
    if (text === undefined) return;
    const name = text === '' || text === title ? null : text;
    if (name !== given) void place({ name }, { name: given }, words.renamed);
  };
  const sorted = sortRooms(rooms);
  return (
    <>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Field
          label={words.deviceName}
          value={draft ?? given ?? title}
          maxLength={40}
          autoComplete="off"
          onChange={setDraft}
          onBlur={save}
        />
      </form>
      <Select
        label={words.room}
        value={room ?? ''}
        options={[{ value: '', label: words.noRoom }, ...sorted.map((one) => ({ value: one.id, label: roomName(one, words) }))]}
        onChange={(id) => {
          const next = sorted.find((one) => one.id === id);
          void place({ room: next?.id ?? null }, { room }, words.moved(next ? roomName(next, words) : words.noRoom));
        }}
      />
    </>
  );
}
