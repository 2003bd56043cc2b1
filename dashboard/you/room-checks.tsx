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
        <label key={room.id}>
          <input
            type="checkbox"
            checked={chosen.includes(room.id)}
            onChange={(event) => onChange(event.target.checked ? [...chosen, room.id] : chosen.filter((id) => id !== room.id))}
          />
          <span>{roomName(room, words)}</span>
        </label>
      ))}
    </fieldset>
  );
}
