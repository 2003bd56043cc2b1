// A device on the home screen. Tap the icon: switch. Tap the body, hold it, or Enter: its sheet.
// Each part subscribes to its own few values: a report re-renders a number, not a tile.
import { createElement, memo, useId, useRef } from 'react';
import type { CSSProperties } from 'react';
import { Eye } from 'lucide-react';
import { ControlStatus } from '../device/control-status.tsx';
import { useMayControl, useMayEver } from '../device/use-control.ts';
import { OnPurposeMark } from '../faults/on-purpose.tsx';
import { lookOf } from '../kinds/looks.ts';
import { deviceName, useWords } from '../language/dictionary.ts';
import { formatAgo } from '../language/format.ts';
import { go } from '../use-route.ts';
import { setProperty } from '../state/commands.ts';
import { useDevice } from '../state/device-store.ts';
import { membersOf, valueAt } from '../state/facts.ts';
import type { Member } from '../state/facts.ts';
import { useHome } from '../state/home-store.ts';
import { useTileSight } from '../state/out-of-sight.ts';
import { useLanguage } from '../state/settings.ts';
import { isOffline, isReady, lastSeenOf } from '../state/staleness.ts';
import { KindIcon } from '../ui/icon.tsx';
import { Ring } from '../ui/ring.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { kelvinColour, lightColour, toneOf } from '../ui/tone.ts';
import { useHold } from '../ui/use-hold.ts';
import { useNow } from '../ui/use-now.ts';
import { tileModel } from './tile-model.ts';
import type { TileModel } from './tile-model.ts';
import { airLevel, airWords } from './air-level.ts';
import { tileText, troubleOf } from './tile-text.ts';

/** The colour that a lamp really gives, if it tells; its maker's accent otherwise. */
export function useLightColour(did: string): string | undefined {
  return useDevice(did, (device) => {
    if (!device.spec) return undefined;
    const lights = membersOf(device.spec).filter(({ type }) => type === 'light');
    const mode = lights.find(({ property }) => property === 'mode');
    const colour = lights.find(({ spec }) => spec.format === 'color');
    const kelvin = lights.find(({ spec }) => 'unit' in spec && spec.unit === 'K');
    const showsColour = colour && (mode ? valueAt(device, mode.key) === 'color' : !kelvin);
    const value = showsColour ? valueAt(device, colour.key) : undefined;
    if (typeof value === 'object') return lightColour(value);
    const temperature = kelvin && valueAt(device, kelvin.key);
    return typeof temperature === 'number' ? kelvinColour(temperature) : undefined;
  });
}

/** The element of a device's tile, for whoever leads the eye to it. */
export const tileId = (did: string): string => `tile-${did}`;

export const Tile = memo(function Tile({ did }: { readonly did: string }) {
  const language = useLanguage();
  const id = useId();
  const card = useHome((home) => home.cards[did]);
  const spec = useDevice(did, (device) => device.spec);
  const offline = useDevice(did, (device) => isOffline(device.state));
  const ready = useDevice(did, (device) => isReady(device.state));
  const model = spec && tileModel(spec);
  const isOn = useDevice(did, (device) => (model?.toggle ? valueAt(device, model.toggle.key) === true : true));
  const glow = useLightColour(did);
  const trouble = useDevice(did, (device) => (model && ready ? troubleOf(device, model)?.tone : undefined));
  const mayEver = useMayEver(did);
  const ref = useRef<HTMLLIElement>(null);
  useTileSight(did, ref, card !== undefined);
  const open = () => go({ screen: 'device', did });
  const hold = useHold(open);
  const { wasHeld, ...holding } = hold;
  if (!card) return null;
  const name = deviceName(card, language);
  const isWide = model?.modes !== undefined;
  const style = glow === undefined ? undefined : ({ '--glow': glow } as CSSProperties);
  return (
    <li
      ref={ref}
      id={tileId(did)}
      className="tile"
      data-wide={isWide || undefined}
      data-on={(isOn && ready) || undefined}
      data-offline={offline || undefined}
      data-level={trouble}
      data-view={!mayEver || undefined}
      data-glow={glow ? '' : undefined}
      data-tone={toneOf(card.vendor)}
      style={style}
    >
      <button
        type="button"
        className="tile-body"
        aria-labelledby={`${id}-name ${id}-value`}
        {...holding}
        onClick={() => !wasHeld() && open()}
      />
      <div className="tile-top">
        <TileIcon did={did} name={name} model={model} kind={model?.icon ?? card.category} isOn={isOn} />
        {!mayEver && <ViewOnly />}
        {mayEver && model && <ControlStatus did={did} keys={[model.toggle?.key, model.modes?.key].filter((key) => key !== undefined)} />}
      </div>
      {model?.modes && model.air ? (
        <>
          <div className="tile-side" id={`${id}-value`}>
            {offline ? <TileValue did={did} model={model} /> : <TileAir did={did} member={model.air} />}
          </div>
          <div className="tile-foot">
            <span className="tile-name" id={`${id}-name`}>
              {name}
            </span>
            {offline ? <LastSeen did={did} /> : <TileModes did={did} member={model.modes} />}
            <OnPurposeMark did={did} />
          </div>
        </>
      ) : (
        <div className="tile-foot">
          <span className="tile-value" id={`${id}-value`}>
            {model ? <TileValue did={did} model={model} /> : <TileLoading did={did} />}
          </span>
          <span className="tile-name-row">
            <span className="tile-name" id={`${id}-name`}>
              {name}
            </span>
            {offline && <LastSeen did={did} />}
          </span>
          <OnPurposeMark did={did} />
          {model?.level && !offline && <TileBar did={did} member={model.level} isOn={isOn} />}
        </div>
      )}
    </li>
  );
});

/** A tile that may be looked at, and no more. */
function ViewOnly() {
  const words = useWords();
  return (
    <span className="tile-view">
      <Eye size={14} aria-hidden="true" />
      {words.viewOnly}
    </span>
  );
}

function TileIcon({
  did,
  name,
  model,
  kind,
  isOn,
}: {
  did: string;
  name: string;
  model: TileModel | undefined;
  kind: string;
  isOn: boolean;
}) {
  const words = useWords();
  const may = useMayControl(did);
  const toggle = model?.toggle;
  if (!toggle) {
    return (
      <span className="tile-icon">
        <StateIcon did={did} model={model} kind={kind} />
      </span>
    );
  }
  return (
    <button
      type="button"
      className="tile-icon"
      aria-pressed={isOn}
      aria-label={isOn ? words.turnOff(name) : words.turnOn(name)}
      disabled={!may}
      onClick={() => void setProperty(did, toggle.service, toggle.property, !isOn)}
    >
      <KindIcon kind={kind} />
    </button>
  );
}

/** What stands in the icon: a lock that is open looks open, and what wants a hand looks so. */
function StateIcon({ did, model, kind }: { did: string; model: TileModel | undefined; kind: string }) {
  const Shape = useDevice(did, (device) => {
    if (!model || !isReady(device.state)) return undefined;
    const member = troubleOf(device, model)?.member ?? model.pictured;
    return member && lookOf(member.type, member.property, valueAt(device, member.key))?.icon;
  });
  return Shape ? createElement(Shape, { size: 20, strokeWidth: 1.9, 'aria-hidden': true }) : <KindIcon kind={kind} />;
}

const separator = '\u0000';

function TileValue({ did, model }: { did: string; model: TileModel }) {
  const words = useWords();
  const language = useLanguage();
  // One string, so that only a change that can be seen renders.
  const shown = useDevice(did, (device) => {
    const { text, unit, detail } = tileText(device, model, language, words);
    return [text, unit, detail].join(separator);
  });
  const [text = '', unit = '', detail = ''] = shown.split(separator);
  const beside = [unit, detail].filter((part) => part !== '').join(' · ');
  return (
    <>
      <b>{text}</b>
      {beside !== '' && <i>{beside}</i>}
    </>
  );
}

function TileLoading({ did }: { did: string }) {
  const words = useWords();
  const offline = useDevice(did, (device) => isOffline(device.state));
  const synced = useHome((home) => home.synced);
  return <b>{synced ? words.notSpoken : offline ? words.offline : words.loading}</b>;
}

function TileAir({ did, member }: { did: string; member: Member }) {
  const words = useWords();
  const value = useDevice(did, (device) => valueAt(device, member.key));
  if (typeof value !== 'number') return <Ring share={0} text="–" note={words.notYet} />;
  const level = airLevel(value);
  return (
    <span className="air" data-level={level}>
      <Ring share={value / 100} text={String(Math.round(value))} note="PM2.5" verdict={airWords(level, words)} />
    </span>
  );
}

function TileModes({ did, member }: { did: string; member: Member }) {
  const language = useLanguage();
  const may = useMayControl(did);
  const value = useDevice(did, (device) => valueAt(device, member.key));
  if (member.spec.format !== 'enum') return null;
  const choices = Object.entries(member.spec.values).map(([slug, title]) => ({ value: slug, label: title[language] }));
  return (
    <Segmented
      label={member.spec.title[language]}
      choices={choices}
      value={typeof value === 'string' ? value : undefined}
      isDisabled={!may}
      onChange={(next) => void setProperty(did, member.service, member.property, next)}
    />
  );
}

/** Where the level stands, and where a fade under way will end. */
function TileBar({ did, member, isOn }: { did: string; member: Member; isOn: boolean }) {
  const value = useDevice(did, (device) => valueAt(device, member.key));
  const target = useDevice(did, (device) => device.reports[member.key]?.target);
  const range = 'range' in member.spec ? member.spec.range : undefined;
  if (!range || typeof value !== 'number') return null;
  const share = (number: number) => Math.max(0, Math.min(1, (number - range.min) / (range.max - range.min)));
  return (
    <span className="bar" data-on={isOn || undefined} aria-hidden="true">
      {typeof target === 'number' && <i style={{ transform: `scaleX(${share(target)})` }} />}
      <b style={{ transform: `scaleX(${share(value)})` }} />
    </span>
  );
}

function LastSeen({ did }: { did: string }) {
  const words = useWords();
  const language = useLanguage();
  const now = useNow();
  const listed = useHome((home) => home.listed[did]?.lastSeen);
  const seen = useDevice(did, (device) => lastSeenOf(Object.values(device.reports), Math.max(listed ?? 0, device.state?.ts ?? 0)));
  return (
    <span className="tile-seen">
      {seen === undefined ? '' : <span title={words.lastSeen(formatAgo(seen, now, language))}>{formatAgo(seen, now, language)}</span>}
    </span>
  );
}
