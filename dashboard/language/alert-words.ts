// What an alert of the hub says to a person, in both languages, by its id. Its own `say` wins; its message is for an engineer.
import type { Alert } from '#protocol/envelopes.ts';
import type { Say } from '#protocol/errors.ts';
import type { Language } from '../strategy-slot.ts';

const say = (en: string, zh: string): Say => ({ en, zh });
const selfWrong = say('It describes itself wrongly. Its maker must mend that.', '它的自我描述有误，需由厂商修复。');

const alertWords: Readonly<Record<string, Say>> = {
  'bad-report': say(
    'It reports something impossible. What is shown is the last right value.',
    '它上报了不可能的值。显示的仍是最后的正确值。',
  ),
  'bad-state': say('It says something of its connection that the hub does not understand.', '它上报的连接状态，中枢无法理解。'),
  'bad-announce': selfWrong,
  'bad-spec': selfWrong,
  'unknown-format': say('Part of it is newer than this hub and is left out.', '它的部分功能比中枢新，已略去。'),
  'forbidden-topic': say('It tried to speak for somebody else, and was not heard.', '它试图冒充别人发言，已被拒绝。'),
  'device-error': say('It failed while carrying out a command.', '它在执行指令时出错。'),
  'already-paired': say(
    'Something nearby shows its serial number. If it was reset, remove it here first.',
    '附近有设备出示了它的序列号。若它已被重置，请先在此移除。',
  ),
  forged: say('A device nearby claims a maker that did not make it. Do not trust it.', '附近有设备冒充厂商，请勿信任。'),
};

/** The sentence for a person; the engineer's where there is no other. */
export const wordAlert = ({ id, message, say: own }: Pick<Alert, 'id' | 'message' | 'say'>, language: Language): string =>
  (own ?? (Object.hasOwn(alertWords, id) ? alertWords[id] : undefined))?.[language] ?? message;

/** Why a device is gone, as its last will or the hub says it. */
const reasonWords: Readonly<Record<string, Say>> = {
  'connection lost': say('connection lost', '连接中断'),
  'connection closed': say('connection closed', '连接已关闭'),
  'hub-restart': say('the hub has restarted', '中枢已重启'),
};
export const wordReason = (reason: string, language: Language): string =>
  Object.hasOwn(reasonWords, reason) ? (reasonWords[reason]?.[language] ?? reason) : reason;
