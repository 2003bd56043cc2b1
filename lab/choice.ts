// The logit choice behind "what must a rival offer?". Utilities are in utils; alpha, in utils per yuan, turns yuan into utils.

/** ln(t/(1-t)), utils; t in (0, 1). */
export function logit(t: number): number {
  return Math.log(t) - Math.log1p(-t);
}

/** 1/(1+exp(-x)), a probability; stable for large |x|. */
export function logistic(x: number): number {
  if (x >= 0) return 1 / (1 + Math.exp(-x));
  const e = Math.exp(x);
  return e / (1 + e);
}

/** ln sum exp(x), without overflow; -Infinity for no terms. */
export function logSumExp(xs: readonly number[]): number {
  const top = Math.max(...xs);
  if (!Number.isFinite(top)) return top;
  return top + Math.log(xs.reduce((total, x) => total + Math.exp(x - top), 0));
}

/** Rival r against the K - 1 others, all conditional on buying. Utilities in utils, alpha in utils per yuan (> 0). */
export type Market = { readonly alpha: number; readonly rival: number; readonly others: readonly number[] };

/**
 * D_t: the price cut (yuan; negative = it may even charge more) that gives rival r the chance t on the next purchase.
 * D_t = [ ln(t/(1-t)) + ln sum_{k != r} exp V_k - V_r ] / alpha, t in (0, 1). Multinomial logit (McFadden 1974), solved for the price.
 */
export function priceCut(market: Market, t: number): number {
  return (logit(t) + logSumExp(market.others) - market.rival) / market.alpha;
}

/** The rival's chance (0 to 1) after a price cut of `cut` yuan: the inverse of `priceCut`. */
export function chanceAfterCut(market: Market, cut: number): number {
  return logistic(market.rival + market.alpha * cut - logSumExp(market.others));
}

/**
 * alpha, utils per yuan, from a price elasticity (its size, > 0) at price `price` (yuan) and market share `share`:
 * in a logit |elasticity| = alpha p (1 - share), so alpha = elasticity / (p (1 - share)).
 * 2.62 is the mean over 1,851 estimates (Bijmolt, van Heerde and Pieters 2005); taking it at a share of 50 % is an assumption.
 */
export function alphaFromElasticity(elasticity: number, price: number, share = 0.5): number {
  return elasticity / (price * (1 - share));
}
