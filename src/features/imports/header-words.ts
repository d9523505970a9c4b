import type { Field } from "./fields.ts";

/**
 * What lists call the fields, in the form that `foldText` gives (small letters, simplified characters, no punctuation).
 * A header that is one of these words names the field; one that contains it as a word may do so.
 */
export const HEADER_WORDS: readonly (readonly [Field, readonly string[]])[] = [
  ["code", ["school no", "school code", "school number", "school id", "urn", "code", "学校标识码", "学校机构标识码", "机构标识码", "标识码", "学校代码", "机构代码", "学校编号", "编号", "代码"]],
  ["nameEn", ["english name", "school name", "school name english", "name of school", "establishment name", "name", "英文名称", "英文校名", "学校英文名称"]],
  ["nameZh", ["chinese name", "school name chinese", "中文名称", "中文校名", "学校名称", "学校机构名称", "机构名称", "单位名称", "校名", "名称", "school name", "name"]],
  ["district", ["district", "county", "area", "local authority", "分区", "区县", "县区", "县市区", "区县市", "所在区", "所属区", "所属区县", "所在区县", "行政区", "行政区划", "辖区", "地区", "区域"]],
  ["ownership", ["finance type", "ownership", "funding", "funding type", "sector", "资助种类", "办学性质", "办学类型", "举办者类型", "举办者", "办别", "性质", "所有制", "公民办", "公办民办"]],
  ["stages", ["school level", "level", "stage", "stages", "phase", "education level", "学段", "学校类型", "学校类别", "办学层次", "学校层次", "级别", "类型", "办学类别"]],
  ["settlement", ["urban rural", "settlement", "城乡", "城乡分类", "城乡类型", "城乡类别", "所在地城乡类型"]],
  ["status", ["status", "state", "school status", "establishment status", "状态", "办学状态", "学校状态"]],
  ["boarding", ["boarding", "boarders", "boarding school", "寄宿", "是否寄宿", "是否寄宿制", "寄宿制"]],
  ["capacity", ["capacity", "places", "school capacity", "approved places", "办学规模", "核定规模", "核定办学规模", "学位数", "学位", "设计规模"]],
  ["addressEn", ["english address", "address english", "school address", "address", "英文地址"]],
  ["addressZh", ["chinese address", "address chinese", "中文地址", "学校地址", "办学地址", "详细地址", "地址", "address"]],
  ["phone", ["telephone", "telephone number", "tel", "tel no", "phone", "phone number", "联络电话", "联系电话", "办公电话", "学校电话", "电话", "电话号码"]],
  ["email", ["email", "e mail", "email address", "电邮", "邮箱", "电子邮箱", "电子邮件"]],
  ["website", ["website", "web site", "school website", "url", "homepage", "网页", "网址", "网站", "学校网址"]],
  ["longitude", ["longitude", "lng", "lon", "long", "经度"]],
  ["latitude", ["latitude", "lat", "纬度"]],
  ["siteKey", ["site", "site code", "校址代码"]],
];
