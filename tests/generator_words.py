"""Banks of words, and the sentences made of them: prose that reads like Chinese and says nothing."""

from __future__ import annotations

import random

PLACES = [
    "东河",
    "西岭",
    "南湾",
    "北原",
    "青山",
    "白水",
    "红柳",
    "金沙",
    "银川",
    "乌兰",
    "查干",
    "呼和",
    "巴彦",
    "锡林",
    "达来",
    "敖包",
    "宝格",
    "赛罕",
    "额尔",
    "图门",
    "陶来",
    "哈拉",
    "伊敏",
    "海拉",
    "辉腾",
    "克什",
    "巴林",
    "奈曼",
    "库伦",
    "开鲁",
    "林西",
    "宁城",
    "商都",
    "化德",
    "集宁",
    "丰镇",
    "凉城",
    "卓资",
    "兴和",
    "察右",
]
UNITS = [
    "街道",
    "社区",
    "苏木",
    "嘎查",
    "镇",
    "村",
    "机关",
    "学校",
    "医院",
    "企业",
    "农场",
    "林场",
    "车站",
    "园区",
    "合作社",
    "派出所",
    "税务局",
    "供电所",
    "图书馆",
    "文化站",
]
THINGS = [
    "议事协商",
    "矛盾调解",
    "养老服务",
    "托幼服务",
    "环境整治",
    "垃圾分类",
    "楼道清理",
    "消防演练",
    "禁毒宣传",
    "就业培训",
    "技能竞赛",
    "读书分享",
    "红色电影",
    "革命故事",
    "家风家训",
    "志愿巡逻",
    "代办服务",
    "政策宣讲",
    "健康义诊",
    "法律咨询",
    "心理疏导",
    "课后托管",
    "邻里互助",
    "旧物交换",
    "植树护绿",
    "草原防火",
    "牧区接羔",
    "冬季供暖",
    "饮水安全",
    "道路养护",
    "电商助农",
    "订单种植",
    "肉牛养殖",
    "奶食加工",
    "乡村旅游",
    "非遗传承",
    "档案整理",
    "台账登记",
    "党课评比",
    "案例研讨",
]
PEOPLE = [
    "党员",
    "网格员",
    "志愿者",
    "老干部",
    "青年干部",
    "驻村干部",
    "社区民警",
    "教师",
    "医生",
    "牧民",
    "农户",
    "商户",
    "居民代表",
    "楼栋长",
    "大学生",
    "退役军人",
    "妇联干事",
    "团支部书记",
    "支部委员",
    "入党积极分子",
]
VERBS = [
    "组织",
    "发动",
    "带领",
    "联系",
    "走访",
    "培训",
    "服务",
    "帮助",
    "动员",
    "召集",
    "协调",
    "督促",
    "引导",
    "慰问",
    "登记",
    "整理",
    "评议",
    "公示",
    "推广",
    "总结",
]
WAYS = [
    "上门入户",
    "线上征集",
    "分片包干",
    "错时服务",
    "流动车站",
    "一事一议",
    "结对帮带",
    "轮值牵头",
    "积分兑换",
    "清单管理",
    "限时办结",
    "现场办公",
    "首问负责",
    "预约上门",
    "集中轮训",
    "小班研讨",
    "实地观摩",
    "案例推演",
    "情景模拟",
    "交叉检查",
]
RESULTS = [
    "群众少跑了路",
    "问题有人管",
    "活动有人来",
    "台账看得见",
    "责任分得清",
    "办事更顺手",
    "邻里更和气",
    "队伍更齐整",
    "经验传得开",
    "学习有记录",
    "服务有回音",
    "难题有办法",
    "新人上手快",
    "老人有依靠",
    "孩子有去处",
    "环境变整洁",
]
WHEN = [
    "每月初",
    "每季度末",
    "农闲时节",
    "开学前后",
    "入冬以前",
    "春耕时节",
    "节假日里",
    "工作日晚间",
    "周末上午",
    "换届之后",
    "汛期来临前",
    "评议会之前",
]
WHY = [
    "人手不够",
    "信息不畅",
    "场地分散",
    "需求各异",
    "流动人口多",
    "老年人多",
    "工作头绪多",
    "资料不全",
    "分工不清",
    "经费有限",
    "距离较远",
    "新人较多",
]
ADJECTIVES = ["细致", "扎实", "公开", "有序", "便捷", "及时", "规范", "灵活", "稳妥", "耐心", "周到", "持续"]
# Names in Latin letters, as of programs: some begin alike.
_STARTS = ("Nova", "Terra", "Luma", "Quanta", "Orbi", "Veri", "Medi", "Agri", "Edu", "Civi")
_ENDS = ("link", "list", "desk", "base", "form", "track", "view", "note", "grid", "point")
SYSTEMS = [start + end for start in _STARTS for end in _ENDS]

SENTENCES: tuple[str, ...] = (
    "{place}{unit}针对{why}的情况，由{person}牵头，用{way}的办法开展{thing}。",
    "{when}，{person}{verb}{person2}，把{thing}和{thing2}放在一起做，做到{adj}{adj2}。",
    "这项工作先摸清底数，再按{way}分工，{place}{unit}的{person}每次都写下经过和体会。",
    "遇到{why}时，他们不急着下结论，而是请{person}一起商量，商定后由{person2}负责{thing}。",
    "经过一段时间，{result}，{result2}，{place}的做法也被邻近的{unit}借鉴。",
    "{thing}看起来小，却关系到{person}的日常，所以要{adj}地做，不能图快。",
    "支部把{thing}列入计划，{when}检查一次，发现{why}就当场研究。",
    "{person}说，做好{thing}要靠{way}，也要靠{person2}的配合。",
    "在{place}{unit}，{thing}和{thing2}共用一块场地，{when}轮流安排，{result}。",
    "他们还整理了{thing}的步骤：先{verb}{person}，再{verb2}{person2}，最后回访，{result}。",
    "与{thing2}相比，{thing}更需要{adj}的准备，{place}{unit}因此采用了{way}。",
    "课堂上，学员围绕{thing}讨论：如果{why}，应当先找谁，怎样做到{adj}？",
    "{person}用{system}登记{thing}，{when}导出一次，交{person2}核对。",
)  # fmt: skip


class Writer:
    """Makes sentences and ids from one random source."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def one(self, bank: list[str]) -> str:
        """Return one word of a bank."""
        return self.random.choice(bank)

    def sentence(self) -> str:
        """Return one sentence."""
        one = self.one
        return self.random.choice(SENTENCES).format(
            place=one(PLACES), unit=one(UNITS), thing=one(THINGS), thing2=one(THINGS), person=one(PEOPLE), person2=one(PEOPLE),
            verb=one(VERBS), verb2=one(VERBS), way=one(WAYS), result=one(RESULTS), result2=one(RESULTS), when=one(WHEN),
            why=one(WHY), system=one(SYSTEMS), adj=one(ADJECTIVES), adj2=one(ADJECTIVES),
        )  # fmt: skip

    def text(self, characters: int) -> str:
        """Return paragraphs of at least so many characters."""
        paragraphs, length = [], 0
        while length < characters:
            paragraph = "".join(self.sentence() for _ in range(self.random.randint(2, 4)))
            paragraphs.append(paragraph)
            length += len(paragraph)
        return "\n\n".join(paragraphs)

    def title(self, number: int) -> str:
        """Return a title that no other entry has: words of the banks, and where these repeat a number of its own."""
        return f"{self.one(PLACES)}{self.one(UNITS)}{self.one(THINGS)}：{self.one(WAYS)}第{number}例"

    def some(self, bank: list[str], least: int, most: int) -> list[str]:
        """Return a few different members of a bank."""
        return self.random.sample(bank, min(len(bank), self.random.randint(least, most)))
