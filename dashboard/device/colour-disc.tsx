// Hue around, saturation outwards. The disc is for pointers; two sliders, one for each, are its path for everybody else.
import { useRef } from 'react';
import type { CSSProperties, PointerEvent } from 'react';
import type { Color } from '#protocol/values.ts';
import { useWords } from '../language/dictionary.ts';
import type { Member } from '../state/facts.ts';
import { colourAt } from './colour-at.ts';
import { lightColour } from '../ui/tone.ts';
import { Range } from '../ui/range.tsx';
import { Row } from './row.tsx';
import { useControl, useDrag } from './use-control.ts';

export function ColourDisc({ did, member }: { readonly did: string; readonly member: Member }) {
  const words = useWords();
  const { value, isDisabled } = useControl(did, member);
  const drag = useDrag<Color>(did, member, typeof value === 'object' ? value : undefined);
  const disc = useRef<HTMLDivElement>(null);
  const colour = drag.value ?? { h: 0, s: 0 };
  const at = (event: PointerEvent) => {
    const box = disc.current?.getBoundingClientRect();
    return box ? colourAt(event.clientX - box.left, event.clientY - box.top, box.width) : colour;
  };
  const angle = (colour.h * Math.PI) / 180;
  const thumb: CSSProperties = {
    left: `${50 + Math.sin(angle) * colour.s * 0.5}%`,
    top: `${50 - Math.cos(angle) * colour.s * 0.5}%`,
    background: lightColour(colour),
  };
  return (
    <Row did={did} member={member} aside={<span className="swatch" style={{ background: lightColour(colour) }} aria-hidden="true" />}>
      <div className="colour" data-disabled={isDisabled || undefined}>
        <div
          ref={disc}
          className="disc"
          aria-hidden="true"
          onPointerDown={(event) => {
            if (isDisabled) return;
            event.currentTarget.setPointerCapture(event.pointerId);
            drag.input(at(event));
          }}
          onPointerMove={(event) => {
            if (drag.isDragging && event.buttons > 0) drag.input(at(event));
          }}
          onPointerUp={(event) => drag.commit(at(event))}
          onPointerCancel={(event) => drag.commit(at(event))}
        >
          <i style={thumb} />
        </div>
        <div className="colour-sliders">
          <span aria-hidden="true">{words.hue}</span>
          <Range
            label={words.hue}
            value={colour.h}
            min={0}
            max={360}
            step={1}
            valueText={`${colour.h}°`}
            track="linear-gradient(to right, #f00, #ff0, #0f0, #0ff, #00f, #f0f, #f00)"
            isDisabled={isDisabled}
            onInput={(h) => drag.input({ ...colour, h })}
            onCommit={(h) => drag.commit({ ...colour, h })}
          />
          <span aria-hidden="true">{words.saturation}</span>
          <Range
            label={words.saturation}
            value={colour.s}
            min={0}
            max={100}
            step={1}
            valueText={`${colour.s} %`}
            track={`linear-gradient(to right, #fff, hsl(${colour.h} 100% 50%))`}
            isDisabled={isDisabled}
            onInput={(s) => drag.input({ ...colour, s })}
            onCommit={(s) => drag.commit({ ...colour, s })}
          />
        </div>
      </div>
    </Row>
  );
}
