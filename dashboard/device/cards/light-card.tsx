// Light: brightness large, then white or colour, each with the scale that it moves on.
import { useState } from 'react';
import { useWords } from '../../language/dictionary.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { kelvinColour } from '../../ui/tone.ts';
import { ColourDisc } from '../colour-disc.tsx';
import { SwitchRow, useMemberValue } from '../row.tsx';
import { RangeRow } from '../range-row.tsx';
import { Card, memberOf, RestOf } from '../service-card.tsx';
import type { ServiceProps } from '../service-card.tsx';

/** The track of colour temperature, in the colours that it gives. */
function kelvinTrack(min: number, max: number): string {
  const stops = [0, 0.25, 0.5, 0.75, 1].map((share) => kelvinColour(min + share * (max - min)));
  return `linear-gradient(to right, ${stops.join(', ')})`;
}

export function LightCard({ did, name, service }: ServiceProps) {
  const words = useWords();
  const on = memberOf(name, service, 'on');
  const brightness = memberOf(name, service, 'brightness');
  const temperature = memberOf(name, service, 'temperature');
  const colour = memberOf(name, service, 'color');
  const mode = memberOf(name, service, 'mode');
  const shows = useMemberValue(did, mode);
  const [chosen, setChosen] = useState<'white' | 'color'>();
  const hasBoth = temperature !== undefined && colour !== undefined;
  const tab = chosen ?? (shows === 'color' ? 'color' : 'white');
  const range = temperature && 'range' in temperature.spec ? temperature.spec.range : undefined;
  const readsMode = mode !== undefined && !mode.spec.access.includes('write');
  return (
    <Card service={service}>
      {on && <SwitchRow did={did} member={on} />}
      {brightness && <RangeRow did={did} member={brightness} />}
      {hasBoth && (
        <Segmented
          label={words.colour}
          choices={[
            { value: 'white', label: words.white },
            { value: 'color', label: words.colour },
          ]}
          value={tab}
          onChange={setChosen}
        />
      )}
      {temperature && range && (!hasBoth || tab === 'white') && (
        <RangeRow did={did} member={temperature} track={kelvinTrack(range.min, range.max)} />
      )}
      {colour && (!hasBoth || tab === 'color') && <ColourDisc did={did} member={colour} />}
      <RestOf
        did={did}
        name={name}
        service={service}
        shown={['on', 'brightness', 'temperature', 'color', ...(readsMode ? ['mode'] : [])]}
      />
    </Card>
  );
}
