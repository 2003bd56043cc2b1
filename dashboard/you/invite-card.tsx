// A link that lets one more person in, as text and as a code to scan.
import { useMemo, useState } from 'react';
import { encode } from 'uqr';
import { roles } from '#protocol/permissions.ts';
import type { Role } from '#protocol/permissions.ts';
import { useWords } from '../language/dictionary.ts';
import { formatClock } from '../language/format.ts';
import { useLanguage } from '../state/settings.ts';
import { CopyLine } from '../ui/copy-line.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { client } from '../wire/hub.ts';
import { roleWords } from './roles.ts';
import { RoomChecks } from './room-checks.tsx';
import { useAttempt } from './use-attempt.ts';

export function InviteCard() {
  const words = useWords();
  const language = useLanguage();
  const [role, setRole] = useState<Role>('member');
  const [rooms, setRooms] = useState<readonly string[]>([]);
  const [invitation, setInvitation] = useState<{ link: string; expires: number }>();
  const { isBusy, error, attempt } = useAttempt();
  const invite = () =>
    attempt(async () => {
      const { token, expires } = await client.call('person.invite', { role, rooms: role === 'guest' ? [...rooms] : [] });
      setInvitation({ link: `${location.origin}/#claim=${token}`, expires });
    });
  return (
    <section className="card" aria-label={words.invite}>
      <h2>
        <span>{words.invite}</span>
      </h2>
      {invitation ? (
        <>
          <p className="hint">
            {words.inviteReady} {words.inviteUntil(formatClock(invitation.expires, language))}
          </p>
          <QrCode text={invitation.link} label={words.inviteQr} />
          <CopyLine text={invitation.link} />
          {/^(localhost|127\.|\[::1\])/.test(location.host) && <p className="hint">{words.inviteLocal}</p>}
          <button type="button" className="button quiet wide" onClick={() => setInvitation(undefined)}>
            {words.done}
          </button>
        </>
      ) : (
        <>
          <Segmented
            label={words.role}
            choices={roles.map((one) => ({ value: one, label: roleWords(one, words).name }))}
            value={role}
            onChange={setRole}
          />
          <p className="hint">{roleWords(role, words).means}</p>
          {role === 'guest' && <RoomChecks chosen={rooms} onChange={setRooms} />}
          {error !== undefined && (
            <p className="problem" role="alert">
              {error}
            </p>
          )}
          <button type="button" className="button wide" disabled={isBusy} onClick={() => void invite()}>
            {words.inviteLink}
          </button>
        </>
      )}
    </section>
  );
}

/** Drawn as one path: a page with a strict policy needs no image for it. Dark on white in both themes, for cameras. */
function QrCode({ text, label }: { text: string; label: string }) {
  const { size, path } = useMemo(() => {
    const { data, size: side } = encode(text, { border: 2 });
    return { size: side, path: data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('') };
  }, [text]);
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#111" />
    </svg>
  );
}
