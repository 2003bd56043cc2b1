// What went wrong, for a person, in both languages. A reply's own `say` wins: it comes from the device or the hub and knows more.
import type { ErrorCode, Say } from '#protocol/errors.ts';
import type { Language } from '../strategy-slot.ts';

const say = (en: string, zh: string): Say => ({ en, zh });
const ours = say('This page sent something the hub did not understand.', '页面发送了中枢无法理解的内容。');
const missing = say('It does not offer that any more.', '设备已不再提供此功能。');

/** A missing code is a compile error. */
export const errorWords: Record<ErrorCode, Say> = {
  BAD_REQUEST: ours,
  UNAUTHENTICATED: say('This link is no longer valid. Ask for a new one.', '此链接已失效，请获取新链接。'),
  FORBIDDEN: say('You are not allowed to do that here. Ask an owner of the home.', '你没有此权限，请联系家庭的主人。'),
  NO_SUCH_OPERATION: say('The hub does not know this function. It may need an update.', '中枢不支持此功能，可能需要更新。'),
  BAD_ARGS: ours,
  NO_SUCH_DEVICE: say('This device is no longer part of the home.', '此设备已不在家中。'),
  NO_SUCH_SERVICE: missing,
  NO_SUCH_PROPERTY: missing,
  NO_SUCH_ACTION: missing,
  NO_SUCH_ROOM: say('This room no longer exists.', '此房间已不存在。'),
  NO_SUCH_PERSON: say('This person is no longer part of the home.', '此人已不在家庭中。'),
  NOT_READABLE: missing,
  NOT_WRITABLE: say('This can only be read, not changed.', '此项只能查看，无法更改。'),
  BAD_TYPE: ours,
  OUT_OF_RANGE: say('That is more, or less, than the device can do.', '超出了设备的可用范围。'),
  OFF_STEP: say('The device cannot be set that finely.', '设备无法设置得如此精细。'),
  BAD_ENUM: say('The device does not offer that choice.', '设备没有这个选项。'),
  TOO_LARGE: say('That is too long.', '内容过长。'),
  OFFLINE: say('It is not connected. Check that it has power.', '设备未连接，请检查电源。'),
  TIMEOUT: say('No confirmation came in time. It may have worked.', '未能及时收到确认，操作也许已生效。'),
  EXPIRED: say('It came too late and was not done.', '指令过期，未执行。'),
  WRONG_SESSION: say('The device has just reconnected. Try again.', '设备刚刚重新连接，请重试。'),
  BUSY: say('It is still doing something else.', '设备正忙。'),
  WRONG_STATE: say('It cannot do that right now.', '设备当前状态下无法执行。'),
  DEVICE_ERROR: say('The device failed while doing it.', '设备执行时出错。'),
  ID_REUSED: ours,
  CONFLICT: say('That contradicts what the home already holds.', '与家中现有内容冲突。'),
  RATE_LIMITED: say('Too many requests at once. Wait a moment.', '请求过于频繁，请稍候。'),
  NOT_NEARBY: say('It is not nearby any more. Switch it on and wait until it is listed.', '设备已不在附近，请开机并等待其出现在列表中。'),
  ALREADY_PAIRED: say('It already belongs to a home. Remove it there first.', '设备已属于某个家庭，请先在那里移除。'),
  NOT_ADMITTED: say(
    'Its maker is no partner of this house, and the house is not open.',
    '该厂商不是这个家的合作伙伴，而这个家不是开放的。',
  ),
  BAD_ATTESTATION: say('It cannot prove who made it. Do not trust it.', '设备无法证明其制造商，请勿信任。'),
  BAD_PROOF: say('It does not know its own setup code. Do not trust it.', '设备不知道自己的配对码，请勿信任。'),
  WRONG_SETUP_CODE: say('That is not its setup code. Read the eight digits again.', '配对码不正确，请重新核对八位数字。'),
  LOCKED_OUT: say('Too many wrong codes: the device has locked itself for a while.', '错误次数过多，设备已暂时锁定。'),
  HOUSE_REFUSED: say('The device refuses to join this house.', '设备拒绝加入这个家庭。'),
  BAD_SPEC: say('The device describes itself wrongly. Its maker must mend that.', '设备的自我描述有误，需由厂商修复。'),
  REV_CONFLICT: say(
    'The device describes itself differently from its twin. Its maker must mend that.',
    '设备的描述与同型号不一致，需由厂商修复。',
  ),
  VERSION: say('Page and hub are of different versions. Reload the page.', '页面与中枢版本不同，请刷新页面。'),
  INTERNAL: say('The hub failed. Try again.', '中枢出错，请重试。'),
};

export const wordError = (error: { readonly code: ErrorCode; readonly say?: Say | undefined }, language: Language): string =>
  (error.say ?? errorWords[error.code])[language];
