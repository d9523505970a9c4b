import type { Random } from "#features/reports/form/random.ts";
import { pick, shuffled, weighed } from "./chance.ts";

/** A name in both languages. */
export type Name = { zh: string; en: string };

/** Surnames by their share of the population, in tenths of a per cent. */
const SURNAMES: [zh: string, en: string, weight: number][] = [
  ["王", "Wang", 72], ["李", "Li", 71], ["张", "Zhang", 67], ["刘", "Liu", 52], ["陈", "Chen", 48], ["杨", "Yang", 33],
  ["赵", "Zhao", 23], ["黄", "Huang", 23], ["周", "Zhou", 21], ["吴", "Wu", 20], ["徐", "Xu", 17], ["孙", "Sun", 15],
  ["胡", "Hu", 13], ["朱", "Zhu", 13], ["高", "Gao", 12], ["林", "Lin", 12], ["何", "He", 12], ["郭", "Guo", 12],
  ["马", "Ma", 11], ["罗", "Luo", 10], ["梁", "Liang", 10], ["宋", "Song", 8], ["郑", "Zheng", 8], ["谢", "Xie", 8],
  ["韩", "Han", 7], ["唐", "Tang", 7], ["冯", "Feng", 7], ["于", "Yu", 6], ["董", "Dong", 6], ["萧", "Xiao", 6],
  ["程", "Cheng", 6], ["曹", "Cao", 5], ["袁", "Yuan", 5], ["邓", "Deng", 5], ["许", "Xu", 5], ["傅", "Fu", 5],
  ["沈", "Shen", 5], ["曾", "Zeng", 5], ["彭", "Peng", 5], ["吕", "Lyu", 5],
];
const GIVEN: [zh: string, en: string][] = [
  ["建国", "Jianguo"], ["秀英", "Xiuying"], ["志强", "Zhiqiang"], ["丽华", "Lihua"], ["海燕", "Haiyan"], ["文博", "Wenbo"],
  ["晓东", "Xiaodong"], ["雪梅", "Xuemei"], ["永刚", "Yonggang"], ["桂兰", "Guilan"], ["明辉", "Minghui"], ["慧敏", "Huimin"],
  ["国栋", "Guodong"], ["春燕", "Chunyan"], ["俊杰", "Junjie"], ["玉珍", "Yuzhen"], ["立新", "Lixin"], ["雅琴", "Yaqin"],
  ["浩然", "Haoran"], ["思远", "Siyuan"], ["静怡", "Jingyi"], ["嘉怡", "Jiayi"], ["子涵", "Zihan"], ["振华", "Zhenhua"],
  ["淑芬", "Shufen"], ["卫东", "Weidong"], ["红梅", "Hongmei"], ["世杰", "Shijie"], ["玲", "Ling"], ["伟", "Wei"],
  ["芳", "Fang"], ["敏", "Min"], ["军", "Jun"], ["勇", "Yong"], ["艳", "Yan"], ["磊", "Lei"], ["婷", "Ting"], ["涛", "Tao"],
  ["宁", "Ning"], ["琳", "Lin"], ["欣然", "Xinran"], ["启明", "Qiming"], ["丹", "Dan"], ["晨曦", "Chenxi"],
];

export function personName(random: Random): Name {
  const [surnameZh, surnameEn] = weighed(random, SURNAMES.map(([zh, en, weight]) => [[zh, en] as const, weight]));
  const [givenZh, givenEn] = pick(random, GIVEN);
  return { zh: surnameZh + givenZh, en: `${givenEn} ${surnameEn}` };
}

const FIRST: [zh: string, en: string][] = [
  ["云", "Yun"], ["石", "Shi"], ["龙", "Long"], ["白", "Bai"], ["青", "Qing"], ["双", "Shuang"], ["金", "Jin"], ["玉", "Yu"],
  ["沙", "Sha"], ["竹", "Zhu"], ["桃", "Tao"], ["柳", "Liu"], ["杏", "Xing"], ["枫", "Feng"], ["荷", "He"], ["松", "Song"],
  ["梅", "Mei"], ["鹤", "He"], ["凤", "Feng"], ["雁", "Yan"], ["鹿", "Lu"], ["马", "Ma"], ["大", "Da"], ["小", "Xiao"],
  ["南", "Nan"], ["北", "Bei"], ["东", "Dong"], ["西", "Xi"], ["新", "Xin"], ["古", "Gu"], ["太", "Tai"], ["永", "Yong"],
  ["安", "An"], ["和", "He"], ["泰", "Tai"], ["清", "Qing"], ["明", "Ming"], ["长", "Chang"], ["平", "Ping"], ["紫", "Zi"],
  ["红", "Hong"], ["黄", "Huang"], ["银", "Yin"], ["瑞", "Rui"], ["福", "Fu"], ["广", "Guang"], ["兴", "Xing"], ["乐", "Le"],
  ["海", "Hai"], ["天", "Tian"], ["春", "Chun"], ["秋", "Qiu"], ["梧", "Wu"], ["栗", "Li"], ["莲", "Lian"], ["桂", "Gui"],
];
const SECOND: [zh: string, en: string][] = [
  ["溪", "xi"], ["桥", "qiao"], ["湾", "wan"], ["坪", "ping"], ["岭", "ling"], ["塘", "tang"], ["河", "he"], ["渡", "du"],
  ["泉", "quan"], ["岗", "gang"], ["坡", "po"], ["林", "lin"], ["滩", "tan"], ["洲", "zhou"], ["堰", "yan"], ["井", "jing"],
  ["台", "tai"], ["寨", "zhai"], ["店", "dian"], ["口", "kou"], ["沟", "gou"], ["坝", "ba"], ["园", "yuan"], ["峰", "feng"],
  ["谷", "gu"], ["浦", "pu"], ["墩", "dun"], ["庄", "zhuang"], ["埠", "bu"], ["垭", "ya"], ["冲", "chong"], ["陂", "bei"],
  ["田", "tian"], ["屯", "tun"], ["源", "yuan"], ["港", "gang"],
];

/** Invented names of towns, streets and villages, each once in either language. */
export function placeNames(random: Random): Name[] {
  const all = FIRST.flatMap(([zh, en]) => SECOND.map(([next, more]) => ({ zh: zh + next, en: en + more })));
  const seen = new Set<string>();
  return shuffled(random, all).filter(({ en }) => !seen.has(en) && seen.add(en));
}

/** What private kindergartens call themselves. */
export const BRANDS: Name[] = [
  { zh: "阳光", en: "Sunshine" }, { zh: "金摇篮", en: "Golden Cradle" }, { zh: "蓝天", en: "Blue Sky" },
  { zh: "小天鹅", en: "Little Swan" }, { zh: "童乐", en: "Happy Childhood" }, { zh: "启明星", en: "Morning Star" },
  { zh: "春苗", en: "Spring Seedling" }, { zh: "七彩", en: "Rainbow" }, { zh: "蒲公英", en: "Dandelion" },
  { zh: "向日葵", en: "Sunflower" }, { zh: "小博士", en: "Little Scholar" }, { zh: "花蕾", en: "Flower Bud" },
  { zh: "星光", en: "Starlight" }, { zh: "红苹果", en: "Red Apple" }, { zh: "爱心", en: "Kind Heart" },
  { zh: "未来之星", en: "Future Stars" }, { zh: "绿洲", en: "Oasis" }, { zh: "彩虹桥", en: "Rainbow Bridge" },
  { zh: "百合", en: "Lily" }, { zh: "小脚丫", en: "Little Feet" }, { zh: "育才", en: "Yucai" }, { zh: "晨光", en: "Dawn" },
  { zh: "海豚", en: "Dolphin" }, { zh: "森林", en: "Forest" },
];
