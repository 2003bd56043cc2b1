import { useEffect, useState } from 'react';
import type { OmniClient } from '../strategy-slot.ts';
import type { WireFacts } from '../wire-slot.ts';
import type { People } from './speech.ts';

/** Names of the people of the home, asked again when somebody comes or goes. Without an answer the stream shows their ids. */
export function usePeople(client: OmniClient, { online, version }: WireFacts): People {
  const [people, setPeople] = useState<People>({});
  useEffect(() => {
    if (!online) return;
    let isOver = false;
    client.call('person.list', {}).then(
      ({ people: list }) => {
        if (!isOver) setPeople(Object.fromEntries(list.map(({ client: id, name }) => [id, name])));
      },
      () => undefined,
    );
    return () => {
      isOver = true;
    };
  }, [client, online, version]);
  return people;
}
