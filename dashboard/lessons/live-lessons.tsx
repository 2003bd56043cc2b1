// The lessons that break something: a slow line, a crash, a command that comes too late.
import { useEffect, useState } from 'react';
import type { Fault } from '#protocol/faults.ts';
import { SwitchRow } from '../device/row.tsx';
import { wordReason } from '../language/alert-words.ts';
import { formatLatency } from '../language/format.ts';
import { deviceStore, useDevice } from '../state/device-store.ts';
import { useLanguage } from '../state/settings.ts';
import { Segmented } from '../ui/segmented.tsx';
import { client } from '../wire/hub.ts';
import { useAttempt } from '../you/use-attempt.ts';
import { hasRisen, isCulprit, noDeaths, spentIn, stepDeaths, stretches, wasInVain } from './checks.ts';
import type { Stretch } from './checks.ts';
import type { LessonProps } from './lesson-props.ts';
import { useReached } from './use-reached.ts';
import { lessonWords } from './words.ts';

/** Breaks the device for the lesson; what is refused is said. */
function BreakButton({ did, label, fault }: { readonly did: string; readonly label: string; readonly fault: Fault }) {
  const { isBusy, error, attempt } = useAttempt();
  const isReady = useDevice(did, (device) => device.state?.state === 'ready');
  return (
    <>
      <button
        type="button"
        className="button"
        disabled={isBusy || !isReady}
        onClick={() => void attempt(() => client.call('fault.put', { did, ...fault }))}
      >
        {label}
      </button>
      {error !== undefined && (
        <p className="problem" role="alert">
          {error}
        </p>
      )}
    </>
  );
}

export function SlowLesson({ practice: { did, toggle }, onReached }: LessonProps) {
  const language = useLanguage();
  const words = lessonWords[language].slow;
  const trip = useDevice(did, (device) => device.answered[toggle.key]);
  const [answer, setAnswer] = useState<Stretch>();
  const spent = trip && trip.ms > 1000 ? spentIn(trip) : undefined;
  const isRight = isCulprit(trip, answer);
  useReached(isRight, onReached);
  return (
    <>
      <BreakButton did={did} label={words.make} fault={{ kind: 'latency', seconds: 120, amount: 2000 }} />
      <SwitchRow did={did} member={toggle} />
      {trip && spent && (
        <>
          <dl className="facts">
            {stretches.map((stretch) => (
              <div key={stretch}>
                <dt>{words.stretches[stretch]}</dt>
                <dd>
                  <span className="lesson-bar" aria-hidden="true">
                    <i style={{ width: `${(100 * spent[stretch]) / trip.ms}%` }} />
                  </span>
                  <span className="lesson-ms">{formatLatency(spent[stretch], language)}</span>
                </dd>
              </div>
            ))}
          </dl>
          <p>{words.ask}</p>
          <Segmented
            label={words.ask}
            look="pills"
            choices={stretches.map((stretch) => ({ value: stretch, label: words.stretches[stretch] }))}
            value={answer}
            onChange={setAnswer}
          />
          {answer !== undefined && !isRight && <p role="status">{words.no}</p>}
        </>
      )}
    </>
  );
}

export function WillLesson({ practice: { did }, onReached }: LessonProps) {
  const language = useLanguage();
  const words = lessonWords[language].will;
  // It may lie dead already: who looked at Home meanwhile comes back to that.
  const [deaths, setDeaths] = useState(() => stepDeaths(noDeaths, deviceStore(did).getState().state));
  useEffect(
    () => deviceStore(did).subscribe(({ state }, before) => state !== before.state && setDeaths((known) => stepDeaths(known, state))),
    [did],
  );
  useReached(hasRisen(deaths), onReached);
  return (
    <>
      <BreakButton did={did} label={words.make} fault={{ kind: 'crash', seconds: 5 }} />
      <p className="lesson-state" role="status">
        {deaths.died ? words.died(wordReason(deaths.died.reason, language)) : words.waiting}
        {deaths.back !== undefined && <b> {words.back}</b>}
      </p>
    </>
  );
}

export function WaitedLesson({ practice: { did, toggle }, onReached }: LessonProps) {
  const words = lessonWords[useLanguage()].waited;
  // What was not confirmed before the lesson began teaches nothing.
  const [earlier] = useState(() => deviceStore(did).getState().intents[toggle.key]?.id);
  const isInVain = useDevice(
    did,
    ({ intents, reports }) => intents[toggle.key]?.id !== earlier && wasInVain(intents[toggle.key], reports[toggle.key]),
  );
  useReached(isInVain, onReached);
  return (
    <>
      <BreakButton did={did} label={words.make} fault={{ kind: 'latency', seconds: 30, amount: 20_000 }} />
      <SwitchRow did={did} member={toggle} />
    </>
  );
}
