import type { Random } from '../../random.ts';
import { expand, pick, pickSome, type Slots } from './grammar.ts';

const girlNames = '小红 小兰 小梅 小雪 小燕 丽丽 婷婷 朵朵 圆圆 甜甜 阿云 阿秀'.split(' ');
const boyNames = '小明 小刚 小强 小虎 小龙 亮亮 乐乐 壮壮 豆豆 冬冬 阿福 阿宝'.split(' ');
const animalNames = '小白兔 小松鼠 小刺猬 小狐狸 小花猫 小黄狗 小黑熊 小山羊 小青蛙 小水獭 小鸭子 小猴子'.split(' ');

const places: readonly { readonly place: string; readonly spots: readonly string[] }[] = [
  { place: '花园', spots: ['长椅下面', '玫瑰丛里', '小木屋后面', '水井旁边', '草丛里'] },
  { place: '公园', spots: ['滑梯下面', '大槐树后面', '池塘边', '秋千旁边', '沙坑里'] },
  { place: '森林', spots: ['树洞里', '倒下的大树后面', '小溪旁边', '蘑菇丛里', '石头缝里'] },
  { place: '海边', spots: ['礁石后面', '旧渔船下面', '沙滩上', '贝壳堆里', '码头旁边'] },
  { place: '农场', spots: ['谷仓后面', '板车下面', '干草堆里', '鸡窝旁边', '篱笆门口'] },
  { place: '村子', spots: ['磨坊后面', '石桥下面', '面包铺门口', '祠堂台阶上', '晒谷场边'] },
];
/** Things with their measure words. */
const objects = [
  ['个', '皮球'],
  ['只', '风筝'],
  ['面', '小鼓'],
  ['顶', '帽子'],
  ['条', '围巾'],
  ['艘', '小木船'],
  ['盏', '灯笼'],
  ['个', '哨子'],
  ['本', '图画书'],
  ['只', '铃铛'],
  ['把', '雨伞'],
  ['个', '篮子'],
] as const;
const qualities = '红色的 蓝色的 绿色的 黄色的 小小的 旧旧的 亮闪闪的 带条纹的 雪白的 橙色的'.split(' ');
const foods = '苹果糕 蜂蜜面包 胡萝卜汤 草莓酱 桂花糕 核桃酥 热牛奶 红豆粥'.split(' ');
const fears = ['游泳', '爬山', '当众唱歌', '过独木桥', '跳过小沟', '骑小马'];

const openings = [
  '[从前|很久以前|有一年[春天|夏天|秋天|冬天]]，{place}附近住着{hero}。{he}[心地善良|活泼可爱|胆子不大|聪明好学]，大家都喜欢{him}。',
  '{hero}住在{place}附近，{he}最好的朋友是{friend}。[{they}常常在一起玩|两个朋友天天见面]。',
  '{place}附近有一座小房子，里面住着{hero}。{he}最爱吃的就是{food}。',
  '[早晨|中午|下午]，[阳光明媚|微风轻轻地吹|天气有点儿冷|天上飘着白云]，{hero}来到了{place}。{he}[心里很高兴|对什么都很好奇|还有点儿困]。',
];

const plots: readonly string[] = [
  // Lost and found.
  '{hero}有一{measure}{thing}，是[奶奶|爷爷|舅舅|姑姑]送的礼物，{he}走到哪儿都带着它。[有一天|可是到了傍晚|忽然]，{object}不见了。\n{hero}在{spot}找了找，没有。{he}又到{spot2}去找，只找到了[一片树叶|一只旧鞋子|一只打瞌睡的蜗牛]。{he}[急得哭了起来|叹了一口气|不知道怎么办才好]。{friend}走过来问：“你为什么不高兴呀？”{hero}说：“我的{object}丢了。”{friend}说：“别着急，我们一起找吧。”\n{they}找啊找，[终于|过了好一会儿]，{friend}在{spot3}发现了{object}。“在这儿呢！”{he2}喊道。{hero}[高兴得跳了起来|连声说谢谢|抱住了{him2}]。从那以后，{hero}[再也没有弄丢过{object}|总是把{object}好好地收着]。',
  // Out of reach.
  '{hero}和{friend}一起玩一{measure}{thing}。{friend}用力一扔，一阵风吹来，{object}落到了[树上|屋顶上|高墙上]，谁也够不着。\n{friend}说：“[哎呀|糟糕]，都怪我。”{hero}跳了几下，可是{he}太矮了。{friend}扔了一根树枝，{object}还是一动不动。这时，{hero}想出了一个办法：“你[站稳|蹲下]，让我踩着你的肩膀上去。”\n{friend}站得稳稳的，{hero}爬了上去，伸手拿到了{object}。“你真行！”{friend}说。{hero}笑着把{object}递给了{him2}。[两个人一起，就够高了。|要是只有一个人，怎么也办不到。]',
  // Broken and mended.
  '{hero}有一{measure}{thing}，{he}非常喜欢。{friend}问：“能让我看看吗？”{hero}把{object}递给{him2}，可是{friend}没拿稳，{object}掉在地上，弄坏了。\n{friend}[难过极了|很不好意思]，真想躲到{spot}去。{hero}起初很生气，一句话也不说。后来{he}看见{friend}哭了，就说：“你不是故意的，[我们把它修好吧|一起来修吧]。”\n{they}找来[胶水和绳子|木片和钉子|针和线]，一直忙到[傍晚|太阳下山]。{object}虽然不像新的了，{hero}却[更喜欢它了|比以前更爱惜它]。{he}对{friend}说：“现在它是我们两个人的{object}了。”{friend}[笑了|点了点头]。',
  // Taking turns.
  '{hero}和{friend}在{spot}捡到了一{measure}{thing}。{hero}说：“是我先看见的！”{friend}说：“是我先捡到的！”{they}抢来抢去，{friend}[摔了一跤|掉进了泥坑里]。\n一位[老奶奶|老爷爷]听见了，走过来问是怎么回事。{hero}把事情说了一遍。老人说：“上午{hero}玩，下午{friend}玩，好不好？”{friend}看看{hero}，{hero}低下了头，小声说：“[这样很公平|对不起，我不该大喊大叫]。”\n于是{they}轮流玩{object}。[不久|没过几天]，{they}发现一起玩更有意思。[{they}再也没有为它吵过架。|{they}还请老人也来玩。]',
  // Lost on the way.
  '{hero}在{spot}看见一只[蝴蝶|小蓝鸟|蜻蜓]，就追了上去。它飞呀飞，{hero}追呀追，等{he}抬头一看，已经不认识回家的路了。\n[天快黑了|天阴了下来]，{hero}[又冷又怕|又累又饿]。{he}走过[一座磨坊|一块大石头|一棵歪脖子松树]，转了一圈，又回到了原来的地方。这时，{he}听见有人说话，原来是{friend}。“你迷路了吗？”{friend}问。“是的，”{hero}说，“我家在{place}附近。”{friend}说：“我知道那个地方，[跟我来|拉着我的手]。”\n{friend}把{hero}送回了家，{hero}请{him2}吃{food}。[从此，{they}成了好朋友。|{hero}和{friend}就是这样认识的。]',
  // One good turn deserves another.
  '有一天，{hero}听见{spot}有轻轻的哭声。原来是{friend}，{his2}脚[被树根绊住了|受了伤|卡在了洞里]。“请帮帮我！”{friend}说。{hero}虽然有急事，还是停下来帮了{him2}。\n“谢谢你，”{friend}说，“有一天我也会帮你的。”{hero}[笑了笑|没有放在心上]。[一个星期以后|到了冬天]，{hero}的{thing}掉在了{spot2}的[缝|洞]里，{he}的手伸不进去，[不知道怎么办才好|急得团团转]。\n这时{friend}来了。{he2}钻进去，把{object}拿了出来。“你看，”{he2}说，“[我说话算话|我也能帮你的忙]。”{hero}[一直记着这件事|从心里感谢{him2}]。',
  // A surprise.
  '{friend}快要过生日了，{hero}想给{him2}做{food}。可是{he}打开柜子一看，[糖|面粉|盐]已经用完了。{hero}[想了很久|挠了挠头]。\n{he}拿着那{measure}{thing}，找到[邻居|掌柜|磨坊主人]说：“我想用这{measure}{object}换一点儿，可以吗？”{hero}虽然舍不得，可是一想到{friend}，就不难过了。{he}跑回家，忙了整整一天。\n晚上，{friend}走进屋里，看见桌上的{food}，问：“[这是给我的吗|这是你做的吗]？”{hero}点点头。{friend}高兴得跳起舞来。{he2}也带来了一样东西，原来正是那{measure}{thing}，是{he2}[从集市上买回来的|用零用钱换回来的]！',
  // Courage.
  '大家都会{fear}，只有{hero}不敢。“我不行。”{he}说。{friend}从来不笑话{him}，{he2}说：“[我以前也害怕|每个人都有害怕的事]，我们一起试试吧。”\n第一天，{hero}只是看着。第二天，{he}试了一下，马上就[退了回来|停住了]。第三天，{friend}给了{him}一{measure}{thing}，说：“拿着它，就当我在你身边。”{hero}紧紧地抱着{object}，[闭上了眼睛|深深地吸了一口气]。\n{he}终于成功了！“我会{fear}了！”{hero}大声喊，{friend}为{him}拍手。{hero}要把{object}还给{friend}，{friend}却摇摇头说：“[留着吧|送给你了]，[你真勇敢|等你不需要它了再还我]。”',
  // The truth.
  '{friend}有一{measure}{thing}，谁也不许碰。一天，屋里只有{hero}，{he}只是想看一看，可是{object}掉在地上，弄坏了。{hero}把它藏到{spot}，什么也没有说。\n{friend}到处找{object}。“你看见了吗？”{he2}问。“没有。”{hero}说，{his}脸[红了|发烫]。那天夜里，{he}[翻来覆去睡不着|望着月亮，想着那{measure}{object}]。\n第二天早上，{hero}找到{friend}，说：“是我弄坏了你的{object}，还把它藏在了{spot}。对不起。”{friend}沉默了一会儿，说：“你能告诉我，我很高兴。”{hero}心里[轻松多了|一下子踏实了]，[{they}一起把{object}修好了|从此{he}再也不说谎了]。',
  // Rain.
  '{hero}和{friend}打算在{spot}野餐。{hero}带来了{food}，{friend}带来了一{measure}{thing}。可是刚刚坐下，天就[下起了雨|下起了雪|刮起了大风]。\n“这下全完了。”{friend}说着，踢了一下石子。{hero}往四周看了看，看见不远处有[一座旧谷仓|一个山洞|一间小屋]。“快跑！”{he}喊道。{they}拼命地跑，{friend}把{object}紧紧抱在怀里。\n里面又干燥又[暖和|安静]。{they}吃着{food}，听着外面的风声，又一起玩{object}，一直玩到太阳出来。{friend}说：“这比野餐还[有趣|开心]。”{hero}[也这么想|笑着点点头]。',
];

const endings = [
  '那天晚上，{hero}[睡得很香|带着微笑睡着了|做了一个好梦]。',
  '[这一天就这样过去了。|然后，{they}各自回家吃晚饭去了。]',
  '{hero}说：“[今天真有意思|今天真难忘]！”',
  '如果你到{place}去，[也许还能见到{they}|说不定会遇到{hero}和{friend}]。',
  '',
];

/**
 * A short story in plain Chinese with an empty line behind it; the same kind of plots as in English.
 *
 * Characters are tokens of their own here unless byte-level BPE is chosen, so one sees heads put words together that are
 * not separated by spaces, and find out who 他 or 她 is. What a model learns, and does not, is as in English.
 */
export function chineseStory(random: Random): string {
  const slots = slotsOf(random);
  const [plot, opening, ending] = [plots, openings, endings].map((templates) => pick(random, templates));
  return `${expand(random, `${opening}${plot}${ending}`, slots)}\n\n`;
}

function slotsOf(random: Random): Slots {
  const [hero, friend] = pickSome(random, [...beings(random)], 2);
  const { place, spots } = pick(random, places);
  const [spot, spot2, spot3] = pickSome(random, spots, 3);
  const [measure, object] = pick(random, objects);
  return {
    hero: hero.name,
    he: hero.pronoun,
    him: hero.pronoun,
    his: `${hero.pronoun}的`,
    friend: friend.name,
    he2: friend.pronoun,
    him2: friend.pronoun,
    his2: `${friend.pronoun}的`,
    they: `${hero.pronoun === friend.pronoun ? hero.pronoun : '他'}们`,
    place,
    spot,
    spot2,
    spot3,
    measure,
    object,
    thing: `${pick(random, qualities)}${object}`,
    food: pick(random, foods),
    fear: pick(random, fears),
  };
}

/** Two of each sort, so that any two of them have different names. */
function* beings(random: Random): Generator<{ readonly name: string; readonly pronoun: string }> {
  for (const name of pickSome(random, girlNames, 2)) yield { name, pronoun: '她' };
  for (const name of pickSome(random, boyNames, 2)) yield { name, pronoun: '他' };
  for (const name of pickSome(random, animalNames, 2)) yield { name, pronoun: '它' };
}
