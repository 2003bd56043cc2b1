import { Check, Plus } from 'lucide-react';
import { sortRooms } from '../home/grouping.ts';
import { roomName, useWords } from '../language/dictionary.ts';
import { useHome } from '../state/home-store.ts';

/** In which rooms a guest may do more than look. */
export function RoomChecks({
  chosen,
  onChange,
}: {
  readonly chosen: readonly string[];
  readonly onChange: (rooms: readonly string[]) => void;
}) {
  const words = useWords();
  const rooms = useHome((home) => home.rooms);
  return (
    <fieldset className="checks">
      <legend>{words.roomsMay}</legend>
      {sortRooms(rooms).map((room) => (
        <label key={room.id} data-selected={chosen.includes(room.id) || undefined}>
          <input
            type="checkbox"
            checked={chosen.includes(room.id)}
            onChange={(event) => onChange(event.target.checked ? [...chosen, room.id] : chosen.filter((id) => id !== room.id))}
          />
          {chosen.includes(room.id) ? <Check size={16} aria-hidden="true" /> : <Plus size={16} aria-hidden="true" />}
          <span>{roomName(room, words)}</span>
        </label>
      ))}
    </fieldset>
  );
}
