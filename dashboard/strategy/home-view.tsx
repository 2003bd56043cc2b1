// The lens on a home whose facts are known: what is asked, guessed, turned and shown. All numbers are derived here, once, from the lab.
import { useEffect, useMemo } from 'react';
import { useStore, type StoreApi } from 'zustand';
import { offerFor, readDiscount, readMeter, TARGETS, type AssumptionId, type Inventory, type Openness, type Target } from '#lab/index.ts';
import type { OmniClient, StrategyFacts } from '../strategy-slot.ts';
import { Segmented } from '../ui/segmented.tsx';
import { assumptionsWith, withChange } from './assumption-rows.ts';
import { AssumptionsCard } from './assumptions-card.tsx';
import { barScale } from './bar-view.ts';
import { DiscountCard } from './discount-card.tsx';
import { categoriesOf, defaultCategory } from './discount-view.ts';
import { recordGuess } from './guess.ts';
import { GuessCard } from './guess-card.tsx';
import { HeadlineCard } from './headline-card.tsx';
import { LedgerCard } from './ledger-card.tsx';
import type { Turned } from './lens-memory.ts';
import { OpennessChanged, OpennessSwitch, UndoOpenness } from './openness-switch.tsx';
import { opennessChange } from './openness-view.ts';
import { useSpeech } from './speech-context.ts';
import { TargetCard } from './target-card.tsx';
import type { Guessing } from './use-guess.ts';
import { WhatIf } from './what-if.tsx';

interface HomeViewProps {
  readonly client: OmniClient;
  readonly live: StrategyFacts;
  readonly inventory: Inventory;
  readonly guessing: Guessing;
  readonly turned: StoreApi<Turned>;
  readonly openedFrom: Openness | undefined;
  readonly onDismissChange: () => void;
}

export function HomeView({ client, live, inventory, guessing, turned, openedFrom, onDismissChange }: HomeViewProps) {
  const speech = useSpeech();
  const { words } = speech;
  const { target, category: chosen, changes, yearsLater } = useStore(turned);

  const category = chosen !== undefined && categoriesOf(inventory).includes(chosen) ? chosen : defaultCategory(inventory);
  // What is asked stays what it is: a pairing may make another category the default, but the question was about this one.
  useEffect(() => {
    if (chosen === undefined && category !== undefined) turned.setState({ category });
  }, [chosen, category, turned]);
  const assumptions = useMemo(() => assumptionsWith(changes), [changes]);
  const offer = useMemo(() => offerFor(inventory, category, assumptions), [inventory, category, assumptions]);
  const readings = useMemo(
    () => ({
      'closed-rival': readMeter(inventory, 'closed-rival', assumptions, { yearsLater }),
      'open-hub': readMeter(inventory, 'open-hub', assumptions, { yearsLater }),
    }),
    [inventory, assumptions, yearsLater],
  );
  // Of today, so that a bar grows shorter as the years go by.
  const scale = useMemo(() => barScale(TARGETS.map((each) => readMeter(inventory, each, assumptions))), [inventory, assumptions]);
  const discount = useMemo(() => offer && readDiscount(inventory, target, offer, assumptions), [inventory, target, offer, assumptions]);
  const change = (id: AssumptionId, value: number | undefined) =>
    turned.setState((now) => ({ changes: withChange(now.changes, id, value) }));

  const isEmpty = inventory.devices.length === 0;
  const isAsking = !isEmpty && guessing.state.phase === 'asking';
  const latest = guessing.state.records.at(-1);
  const house = <OpennessSwitch client={client} facts={live} value={inventory.openness} />;

  if (isEmpty || category === undefined) {
    return (
      <section className="st-card st-empty">
        <h2>{words.emptyTitle}</h2>
        <p>{words.emptyLead}</p>
        {house}
      </section>
    );
  }

  return (
    <>
      <HeadlineCard
        category={category}
        reading={readings[target]}
        discount={discount}
        isCovered={isAsking}
        guess={latest?.target === target && latest.category === category ? latest : undefined}
      />
      <div className="st-controls">
        <div className="st-control">
          <span className="st-control-label" aria-hidden="true">
            {words.against}
          </span>
          <Segmented
            label={words.against}
            value={target}
            choices={TARGETS.map((value) => ({ value, label: words[value] }))}
            onChange={(next: Target) => turned.setState({ target: next })}
          />
          <p className="st-control-note">{words.targetMeans[target]}</p>
        </div>
        {!isAsking && house}
      </div>
      {isAsking ? (
        <GuessCard
          inventory={inventory}
          category={category}
          price={offer?.price}
          onSkip={guessing.skip}
          onReveal={(guesses) => guessing.reveal(recordGuess(Date.now(), category, guesses, readings[target], discount))}
        />
      ) : (
        <>
          {openedFrom !== undefined && openedFrom !== inventory.openness && (
            <OpennessChanged
              change={opennessChange(inventory, openedFrom, assumptions, offer, yearsLater, speech)}
              onDismiss={onDismissChange}
              undo={<UndoOpenness client={client} facts={live} to={openedFrom} />}
            />
          )}
          <WhatIf changes={changes} yearsLater={yearsLater} onChange={change} onYears={(years) => turned.setState({ yearsLater: years })} />
          <h2 className="st-section">{words.targetsTitle}</h2>
          <div className="st-targets">
            {TARGETS.map((each) => (
              <TargetCard key={each} inventory={inventory} reading={readings[each]} scale={scale} isSelected={each === target} />
            ))}
          </div>
          <DiscountCard
            inventory={inventory}
            category={category}
            reading={discount}
            chance={assumptions.chance.value}
            onCategory={(next) => turned.setState({ category: next })}
          />
          <LedgerCard
            inventory={inventory}
            assumptions={assumptions}
            offer={offer}
            yearsLater={yearsLater}
            guesses={guessing.state.records}
          />
          <AssumptionsCard assumptions={assumptions} onChange={change} onResetAll={() => turned.setState({ changes: {} })} />
        </>
      )}
    </>
  );
}
