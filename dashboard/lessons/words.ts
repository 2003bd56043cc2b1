// The words of the lessons, in both languages: what to do, and why it is so.
import type { Language } from '../strategy-slot.ts';
import type { Demand, LessonId, Stretch } from './checks.ts';

interface LessonText {
  readonly title: string;
  readonly steps: readonly string[];
  readonly why: string;
}
interface Words {
  readonly lead: string;
  readonly progress: (done: number, all: number) => string;
  readonly again: string;
  readonly why: string;
  readonly done: string;
  readonly notDone: string;
  readonly noDevice: string;
  readonly practiseOn: string;
  readonly lessons: Readonly<Record<LessonId, LessonText>>;
  readonly slow: {
    readonly make: string;
    readonly ask: string;
    readonly stretches: Readonly<Record<Stretch, string>>;
    readonly no: string;
  };
  readonly will: {
    readonly make: string;
    readonly waiting: string;
    readonly died: (reason: string) => string;
    readonly back: string;
  };
  readonly waited: { readonly make: string };
  readonly error: {
    readonly value: (property: string) => string;
    readonly send: string;
    readonly taken: (value: string) => string;
    readonly parts: Readonly<Record<'said' | 'code' | 'message' | 'path' | 'hint', string>>;
  };
  readonly rights: {
    readonly topic: string;
    readonly begin: (root: string) => string;
    readonly who: Readonly<Record<Demand['who'], string>>;
    readonly verb: Readonly<Record<Demand['verb'], string>>;
    readonly head: readonly [string, string, string];
    readonly yes: string;
    readonly no: string;
  };
}

const en: Words = {
  lead: 'Five exercises of two minutes each. The home is real software, so it may be broken: every fault ends by itself.',
  progress: (done, all) => `${done} of ${all} done`,
  again: 'Begin again',
  why: 'Why it is so',
  done: 'Done',
  notDone: 'not done yet',
  noDevice: 'This lesson needs a paired lamp or another device with a switch. Add one first.',
  practiseOn: 'Practise on',
  lessons: {
    slow: {
      title: 'Why is the lamp slow?',
      steps: ['Slow it down with the button.', 'Switch it and wait for the answer.', 'Look where the time went, and say who is to blame.'],
      why: 'A reply carries durations: what the hub spent, what the device spent, and the whole. Each was measured by one clock. What is left of the whole is the line between hub and device. Nobody compares the time of day of two machines, because their clocks need not agree.',
    },
    will: {
      title: 'What does the last will do?',
      steps: [
        'Let the device crash with the button.',
        'See what the hub says of it, although it said no word itself.',
        'Wait until it is back.',
      ],
      why: 'When a device connects it leaves a message with the hub: its last will. The hub publishes it when the connection ends without a goodbye. So everybody hears at once that the device is lost, and its values are marked as old. Back again it has a new session; a will of the old one that comes late is dropped.',
    },
    waited: {
      title: 'What happens to a command that waited?',
      steps: [
        'Make the line slower than the deadline of three seconds.',
        'Switch the device and wait.',
        'See what is shown in the end: “not confirmed”, and the old value.',
      ],
      why: 'The hub owns the deadline. When it is over the hub answers TIMEOUT with the outcome “unknown”, for the command may still arrive. It names its own end, though: a device refuses what comes too late with EXPIRED. So a lamp never switches on minutes later, by itself, when nobody wants it any more.',
    },
    error: {
      title: 'Read an error',
      steps: [
        'Send a value that the device cannot take: a much too large one.',
        'Read what comes back: which rule, where, and how to mend it.',
        'Send a value that is taken.',
      ],
      why: 'Every refusal has a code from one table, the place in what you sent, and the cure. It says as well whether the thing was done: here it was not. The hub checks against what the device announced of itself, so the wrong value never reached it.',
    },
    rights: {
      title: 'Find a rule of the rights',
      steps: [
        'Write a topic of the home.',
        'Change it until all five rows are as they are wanted.',
        'The judge is the very function that the hub asks.',
      ],
      why: 'Rights follow the user name, and one table says which topics belong to whom. A device publishes below its own id only, so none can speak for another. People listen to reports but cannot publish them: whoever wants to change something asks the hub. A wildcard is granted only where every topic that it matches is.',
    },
  },
  slow: {
    make: 'Slow it down for two minutes',
    ask: 'Where did most of the time go?',
    stretches: { page: 'Phone to hub', hub: 'In the hub', line: 'Hub to device', device: 'In the device' },
    no: 'Look at the longest bar again.',
  },
  will: {
    make: 'Let it crash for five seconds',
    waiting: 'It is there, and has not died yet.',
    died: (reason) => `Lost. Its last will says: “${reason}”.`,
    back: 'It is back, in a new session.',
  },
  waited: { make: 'Make it slower than the deadline' },
  error: {
    value: (property) => `Value for ${property}`,
    send: 'Send',
    taken: (value) => `Taken: ${value}`,
    parts: { said: 'For an engineer, as it stands in the reply:', code: 'Code', message: 'What', path: 'Where', hint: 'Cure' },
  },
  rights: {
    topic: 'Topic',
    begin: (root) => `A topic begins with the root of the home: ${root}/`,
    who: { device: 'The device itself', 'other-device': 'Another device', member: 'A member', unpaired: 'An unpaired device' },
    verb: { publish: 'publish', subscribe: 'listen' },
    head: ['Who', 'wanted', 'is'],
    yes: 'may',
    no: 'may not',
  },
};

const zh: Words = {
  lead: '五个练习，每个两分钟。这个家是真实的软件，可以放心弄坏：每个故障都会自行结束。',
  progress: (done, all) => `已完成 ${done}/${all}`,
  again: '重新开始',
  why: '为什么这样',
  done: '已完成',
  notDone: '未完成',
  noDevice: '此练习需要一台已配对的灯或其他带开关的设备，请先添加。',
  practiseOn: '练习设备',
  lessons: {
    slow: {
      title: '灯为什么慢？',
      steps: ['按下按钮，让它变慢。', '开关它，等待应答。', '看看时间花在哪里，指出原因。'],
      why: '应答里带有时长：中枢用了多少、设备用了多少、总共多少，每一段都只由一个时钟测量。总时长减去前两者，就是中枢与设备之间的线路。没有人去比较两台机器的钟点，因为它们的时钟不必一致。',
    },
    will: {
      title: '遗嘱有什么用？',
      steps: ['按下按钮，让设备崩溃。', '设备自己一言未发，看看中枢怎么说。', '等它回来。'],
      why: '设备连接时会在中枢留下一条消息：遗嘱。连接未经告别就断开时，中枢替它发布。于是所有人立刻知道设备失联，它的数值被标为旧值。回来后它有新的会话；旧会话迟到的遗嘱会被丢弃。',
    },
    waited: {
      title: '等太久的指令会怎样？',
      steps: ['让线路慢过三秒的时限。', '开关设备并等待。', '看看最后显示什么：“未确认”以及原来的值。'],
      why: '时限由中枢掌管。超时后中枢回答 TIMEOUT，结果“未知”，因为指令也许还会送到。但指令自带截止时间：来得太迟，设备会以 EXPIRED 拒绝。所以灯绝不会在几分钟后、没人需要时自己亮起来。',
    },
    error: {
      title: '读懂一个错误',
      steps: ['发送设备无法接受的值：大得多的数。', '读一读返回的内容：违反了哪条规则、在哪里、如何改正。', '再发送一个会被接受的值。'],
      why: '每次拒绝都有统一表中的代码、出错的位置和改正方法，也说明事情是否已做：这里没有做。中枢按设备自己声明的规格检查，所以错误的值根本没有到达设备。',
    },
    rights: {
      title: '找出一条权限规则',
      steps: ['写下家中的一个主题。', '修改它，直到五行都符合要求。', '裁判就是中枢所用的那个函数。'],
      why: '权限跟随用户名，一张表说明哪些主题属于谁。设备只能在自己的 ID 之下发布，因此谁也不能冒充别人。人可以收听上报，但不能发布：想改变什么，就请求中枢。通配符只有在它匹配的每个主题都允许时才会获准。',
    },
  },
  slow: {
    make: '变慢两分钟',
    ask: '大部分时间花在哪里？',
    stretches: { page: '手机到中枢', hub: '中枢内部', line: '中枢到设备', device: '设备内部' },
    no: '再看看最长的那一条。',
  },
  will: {
    make: '崩溃五秒',
    waiting: '设备在线，还没有“去世”。',
    died: (reason) => `已失联。它的遗嘱写着：“${reason}”。`,
    back: '它回来了，是新的会话。',
  },
  waited: { make: '让它慢过时限' },
  error: {
    value: (property) => `${property}的值`,
    send: '发送',
    taken: (value) => `已接受：${value}`,
    parts: { said: '应答中写给工程师的原文（英文）：', code: '代码', message: '内容', path: '位置', hint: '改正' },
  },
  rights: {
    topic: '主题',
    begin: (root) => `主题以家的根开头：${root}/`,
    who: { device: '设备自己', 'other-device': '别的设备', member: '成员', unpaired: '未配对的设备' },
    verb: { publish: '发布', subscribe: '收听' },
    head: ['谁', '要求', '实际'],
    yes: '可以',
    no: '不可以',
  },
};

export const lessonWords: Readonly<Record<Language, Words>> = { en, zh };
export type LessonWords = Words;
