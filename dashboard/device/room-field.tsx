// An argument that is the id of a room: chosen among those of the home, or all of them.
import { roomName, useWords } from '../language/dictionary.ts';
import { plainText } from '../language/format.ts';
import { useHome } from '../state/home-store.ts';
import { useLanguage } from '../state/settings.ts';
import { Segmented } from '../ui/segmented.tsx';
import type { ArgumentFieldProps } from './argument-field.tsx';

export function RoomField({ argument, value, isDisabled, onChange }: ArgumentFieldProps) {
  const words = useWords();
  const label = argument.title[useLanguage()];
  const rooms = useHome((home) => home.rooms);
  const choices = [
    { value: '', label: words.allRooms },
    ...Object.values(rooms).map((room) => ({ value: room.id, label: roomName(room, words) })),
  ];
  return (
    <>
      <div className="row-head">
        <span className="row-label">{label}</span>
      </div>
      <Segmented label={label} choices={choices} value={plainText(value)} look="pills" isDisabled={isDisabled} onChange={onChange} />
    </>
  );
}
