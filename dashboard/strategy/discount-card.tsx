// What a rival must offer on the next purchase: its parts, the path that led there, and the claim behind the formula.
import { inOrder, type DiscountReading, type Inventory } from '#lab/index.ts';
import { Select } from '../ui/select.tsx';
import { DiscountCurve } from './discount-curve.tsx';
import { categoriesOf, discountParts, isIllustrative, pathSteps, type Step } from './discount-view.ts';
import { Inputs } from './line-row.tsx';
import { groupInputs } from './line-view.ts';
import { useSpeech } from './speech-context.ts';

interface DiscountCardProps {
  readonly inventory: Inventory;
  readonly category: string;
  readonly reading: DiscountReading | undefined;
  /** The chance that the price cut is to give the rival, 0 to 1. */
  readonly chance: number;
  readonly onCategory: (category: string) => void;
}

export function DiscountCard({ inventory, category, reading, chance, onCategory }: DiscountCardProps) {
  const speech = useSpeech();
  const { words } = speech;
  const options = categoriesOf(inventory).map((value) => ({ value, label: speech.category(value) }));
  return (
    <section className="st-card st-discount" aria-labelledby="st-discount">
      <header>
        <div>
          <h2 id="st-discount">{words.discountTitle}</h2>
          {reading && <p className="st-small">{words.discountLead(words.aTarget[reading.target], speech.percent(chance))}</p>}
        </div>
        <Select label={words.nextPurchase} value={category} options={options} onChange={onCategory} />
      </header>
      {reading === undefined ? (
        <p className="st-note">{words.noOffer}</p>
      ) : (
        <Discount inventory={inventory} category={category} reading={reading} />
      )}
    </section>
  );
}

interface DiscountProps {
  readonly inventory: Inventory;
  readonly category: string;
  readonly reading: DiscountReading;
}

function Discount({ inventory, category, reading }: DiscountProps) {
  const speech = useSpeech();
  const { words } = speech;
  const names = inOrder(inventory.devices).map((device) => device.name);
  const steps = pathSteps(reading, names, speech);
  return (
    <>
      <div className="st-discount-body">
        <div className="st-parts">
          <dl aria-label={words.parts}>
            {discountParts(reading, speech).map((part) => (
              <div key={part.id} data-part={part.id}>
                <dt>
                  {part.title}
                  {part.note !== undefined && <small>{part.note}</small>}
                </dt>
                <dd>{part.value}</dd>
              </div>
            ))}
          </dl>
          <dl className="st-apart">
            <div>
              <dt>
                {words.workingTogether}
                <small>{words.workingNote}</small>
              </dt>
              <dd>{speech.money(reading.workingTogether)}</dd>
            </div>
            <div>
              <dt>
                {words.rivalChance}
                <small>{words.rivalChanceNote(speech.percent(reading.emptyHomeChance))}</small>
              </dt>
              <dd>{speech.percent(reading.rivalChance)}</dd>
            </div>
          </dl>
          {isIllustrative(inventory, category, reading.offer.price) && (
            <p className="st-small">
              p {speech.money(reading.offer.price)} <span className="st-tag">{words.illustrativePrice}</span>
            </p>
          )}
        </div>
        <DiscountCurve curve={reading.curve} names={names} steps={steps} />
      </div>
      <figure className="st-caption">
        <code>{speech.text(reading.formula)}</code>
        <figcaption>
          {words.caption} <cite>{words.captionSource}</cite>
        </figcaption>
      </figure>
      <div className="st-more">
        <details>
          <summary>{words.formulaInputs}</summary>
          <Inputs groups={groupInputs(reading.inputs, speech)} Heading="h3" />
        </details>
        <details>
          <summary>{words.asTable}</summary>
          <PathTable steps={steps} />
        </details>
      </div>
    </>
  );
}

function PathTable({ steps }: { readonly steps: readonly Step[] }) {
  const { words } = useSpeech();
  return (
    <div className="st-scroll" role="region" aria-label={words.asTable} tabIndex={0}>
      <table role="table">
        <thead role="rowgroup">
          <tr role="row">
            <th scope="col" role="columnheader">
              {words.columnBought}
            </th>
            <th scope="col" role="columnheader">
              {words.curveOwn}
            </th>
            <th scope="col" role="columnheader">
              {words.curveLocked}
            </th>
            <th scope="col" role="columnheader">
              {words.curveZero}
            </th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {steps.map((step) => (
            <tr key={step.n} role="row">
              <th scope="row" role="rowheader">
                {step.title}
              </th>
              <td role="cell" data-label={words.curveOwn}>
                {step.own}
                {step.did !== undefined && <small>{step.did}</small>}
              </td>
              <td role="cell" data-label={words.curveLocked}>
                {step.locked}
              </td>
              <td role="cell" data-label={words.curveZero}>
                {step.zero}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
