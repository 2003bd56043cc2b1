// The HTTP part of the hub: who am I, and the claim of a link. The cookie is HttpOnly; the page keeps no secret.
import { givenNameSchema, nameSchema } from '#protocol/names.ts';
import { replyErrorSchema } from '#protocol/envelopes.ts';
import { OmniError } from '#protocol/errors.ts';
import { roleSchema } from '#protocol/permissions.ts';
import { z } from '#protocol/zod.ts';

export const sessionSchema = z.object({
  client: nameSchema,
  name: givenNameSchema,
  role: roleSchema,
  rooms: z.array(nameSchema),
  home: nameSchema,
  build: z.string(),
});
/** Who this browser is to the hub. */
export type Session = z.infer<typeof sessionSchema>;

/** A hub that is up answers at once: after this long, nobody does. */
const patience = 8000;

/** `none`: the hub does not know this browser; `unreachable`: no hub answered, or not under this address. */
export type SessionAnswer =
  { readonly kind: 'known'; readonly session: Session } | { readonly kind: 'none' } | { readonly kind: 'unreachable' };

export async function readSession(): Promise<SessionAnswer> {
  try {
    const response = await fetch('/api/session', { cache: 'no-store', signal: AbortSignal.timeout(patience) });
    // 204: the hub knows nobody behind this cookie. An error status would stand on the browser's console.
    // 403 is about the address that was asked, not about who asks: nobody is sent to the welcome screen for it.
    if (response.status === 204 || response.status === 401) return { kind: 'none' };
    const parsed = response.ok ? sessionSchema.safeParse(await response.json()) : undefined;
    return parsed?.success ? { kind: 'known', session: parsed.data } : { kind: 'unreachable' };
  } catch {
    return { kind: 'unreachable' };
  }
}

const refusal = z.union([z.object({ error: replyErrorSchema }), replyErrorSchema.transform((error) => ({ error }))]);

/** Redeems a link's token. Throws `OmniError` with the hub's code, INTERNAL where it could not be reached. */
export async function claim(token: string, name: string): Promise<void> {
  const response = await fetch('/api/claim', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token, name }),
    signal: AbortSignal.timeout(patience),
  }).catch((cause: unknown) => {
    throw new OmniError('OFFLINE', 'the hub did not answer', { cause });
  });
  if (response.ok) return;
  const parsed = refusal.safeParse(await response.json().catch(() => undefined));
  const error = parsed.data?.error;
  throw new OmniError(error?.code ?? (response.status === 429 ? 'RATE_LIMITED' : 'UNAUTHENTICATED'), error?.message, { say: error?.say });
}
