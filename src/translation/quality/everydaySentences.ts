/** A sentence of up to six characters that people say every day, and what passes for its translation. */
interface EverydaySentence {
  readonly source: string;
  readonly accepted: readonly string[];
}

/** Chosen before any model was measured on them; compared without punctuation and case. */
export const everydaySentences: readonly EverydaySentence[] = [
  { source: '我爱你。', accepted: ['I love you.'] },
  { source: '你好。', accepted: ['Hi.', 'Hello.'] },
  { source: '谢谢！', accepted: ['Thanks!', 'Thank you!'] },
  {
    source: '再见。',
    accepted: ['Goodbye.', 'Bye.', 'See you.', 'See you later.', 'See you again.', 'See you around.'],
  },
  { source: '早上好！', accepted: ['Good morning!'] },
  { source: '晚安。', accepted: ['Good night.', 'Goodnight.'] },
  { source: '对不起。', accepted: ["I'm sorry.", 'Sorry.', 'Excuse me.', 'I am sorry.'] },
  {
    source: '没关系。',
    accepted: ["It's OK.", 'No problem.', "It doesn't matter.", "That's OK.", "It's all right.", 'Never mind.'],
  },
  { source: '我明白了。', accepted: ['I understand.', 'I see.', 'I got it.'] },
  { source: '我很忙。', accepted: ["I'm busy.", "I'm very busy.", 'I am busy.', 'I am very busy.'] },
  {
    source: '请坐。',
    accepted: ['Sit down.', 'Please take your seat.', 'Please sit down.', 'Have a seat.', 'Take a seat.'],
  },
  { source: '等一下。', accepted: ['Wait.', 'Hang on.', 'Wait a moment.', 'Wait a minute.', 'Just a moment.'] },
  { source: '快点！', accepted: ['Hurry up!', 'Hurry!', 'Make it quick.'] },
  { source: '新年快乐！', accepted: ['Happy New Year!'] },
  { source: '你是谁？', accepted: ['Who are you?'] },
  { source: '这是什么?', accepted: ["What's this?", 'What is this?'] },
  { source: '我喜欢你。', accepted: ['I like you.'] },
  { source: '我想你。', accepted: ['I miss you.', 'I missed you.'] },
  { source: '我同意。', accepted: ['I agree.', 'I agree with that.'] },
  { source: '我赢了。', accepted: ['I won.', "I've won."] },
  { source: '我生病了。', accepted: ["I'm ill.", "I'm sick.", 'I am sick.', "I've been sick.", 'I am ill.'] },
  { source: '我渴了。', accepted: ["I'm thirsty.", 'I am thirsty.'] },
  { source: '我困了。', accepted: ["I'm sleepy.", 'I am sleepy.'] },
  { source: '下雨了。', accepted: ["It's raining.", 'It is raining.', 'It rained.'] },
  { source: '下雪了。', accepted: ['It snowed.', "It's snowing.", 'It is snowing.'] },
  { source: '没问题。', accepted: ['No problem.'] },
  {
    source: '别担心。',
    accepted: ["Don't worry.", "Don't fret.", "Don't be worried.", "Don't worry about it.", 'Never mind.'],
  },
  { source: '别哭。', accepted: ["Don't cry.", "Don't weep."] },
  {
    source: '多少钱？',
    accepted: [
      ...['How much is it?', 'How much was it?', 'How much is that?', 'How much is this?', 'What did it cost?'],
      ...[
        "What's the price?",
        'What does it cost?',
        'What is the price?',
        'What did that cost?',
        'How much will it be?',
      ],
      ...['How much did it cost?', 'How much does it cost?', 'How much did that cost?', 'How much did this cost?'],
      ...['How much does that cost?', 'How much does this cost?', 'What is the price for this?', 'How much?'],
    ],
  },
  { source: '几点了？', accepted: ['What time is it?', "What's the time?"] },
  { source: '我是学生。', accepted: ["I'm a student.", 'I am a student.'] },
  { source: '我爱她。', accepted: ['I love her.'] },
  { source: '我很好。', accepted: ["I'm fine.", 'I am fine.', "I'm OK.", "I'm well."] },
  { source: '你好吗？', accepted: ['How are you?'] },
  { source: '我忘了。', accepted: ['I forgot.', 'I forget.', "I've forgotten."] },
  { source: '我回来了！', accepted: ["I'm back!", 'I am back.', "I'm home!"] },
  { source: '我在家。', accepted: ["I'm at home.", 'I am at home.', "I'm home."] },
  { source: '干杯!', accepted: ['Cheers!'] },
  { source: '闭嘴！', accepted: ['Shut up!', 'Be quiet!'] },
  { source: '关门。', accepted: ['Shut the door.', 'Close the door.', 'Close the gate.'] },
];
