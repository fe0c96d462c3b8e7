"""One seeded generator of catalogues of any size, with entries of all kinds, for tests of scale and for benchmarks.

    python tests/generator.py FOLDER --entries 1000 [--seed 1] [--characters 1200]

The same arguments give the same files. The prose is made up from banks of words: it reads like Chinese and says nothing.
"""

from __future__ import annotations

import argparse
import random
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import yaml

REPOSITORY = Path(__file__).parent.parent

# How many of a hundred entries are of each kind; what is left over are cases.
SHARES: Mapping[str, int] = {
    "course": 24, "case": 28, "materials": 12, "term": 10, "site": 8, "quiz": 5, "lecturer": 4, "programme": 3, "class": 2,
    "route": 2, "provider": 1, "platform": 1,
}  # fmt: skip

_PLACES = [
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
_UNITS = [
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
_THINGS = [
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
_PEOPLE = [
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
_VERBS = [
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
_WAYS = [
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
_RESULTS = [
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
_WHEN = [
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
_WHY = [
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
_ADJECTIVES = ["细致", "扎实", "公开", "有序", "便捷", "及时", "规范", "灵活", "稳妥", "耐心", "周到", "持续"]

_SENTENCES: tuple[str, ...] = (
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
        return self.random.choice(_SENTENCES).format(
            place=one(_PLACES), unit=one(_UNITS), thing=one(_THINGS), thing2=one(_THINGS), person=one(_PEOPLE), person2=one(_PEOPLE),
            verb=one(_VERBS), verb2=one(_VERBS), way=one(_WAYS), result=one(_RESULTS), result2=one(_RESULTS), when=one(_WHEN),
            why=one(_WHY), adj=one(_ADJECTIVES), adj2=one(_ADJECTIVES),
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
        return f"{self.one(_PLACES)}{self.one(_UNITS)}{self.one(_THINGS)}：{self.one(_WAYS)}第{number}例"

    def some(self, bank: list[str], least: int, most: int) -> list[str]:
        """Return a few different members of a bank."""
        return self.random.sample(bank, min(len(bank), self.random.randint(least, most)))


def counts(entries: int) -> dict[str, int]:
    """Return how many entries of each kind make up so many in all; at least one of each, two sites for the routes."""
    found = {kind: max(1, entries * share // 100) for kind, share in SHARES.items()}
    found["site"] = max(2, found["site"])
    found["case"] += max(0, entries - sum(found.values()))
    return found


def generate(root: Path, *, entries: int, seed: int = 1, characters: int = 1200) -> None:
    """Write a catalogue: `characters` is about how long the prose of a case or material is."""
    writer = Writer(seed)
    words = yaml.safe_load((REPOSITORY / "courses/vocabularies.yml").read_text("utf-8"))
    ids = {kind: [f"{kind}/{kind}-{number:05d}" for number in range(total)] for kind, total in counts(entries).items()}
    slugs = {name: list(found) for name, found in words.items()}
    (root / "courses").mkdir(parents=True, exist_ok=True)
    (root / "docs/materials").mkdir(parents=True, exist_ok=True)
    shutil.copy(REPOSITORY / "courses/vocabularies.yml", root / "courses/vocabularies.yml")
    shutil.copytree(REPOSITORY / "courses/rule", root / "courses/rule", dirs_exist_ok=True)
    (root / "docs/index.md").write_text("---\nlead: 生成的目录，用来测规模和速度。\n---\n", "utf-8")
    (root / "mkdocs.yml").write_text(_MKDOCS, "utf-8")
    number = 0
    for kind, addresses in ids.items():
        for address in addresses:
            number += 1
            entry, body = _MAKERS[kind](writer, number, ids, slugs, characters)
            _write(root, address, entry, body)


_MKDOCS = """\
site_name: 生成的目录
theme: material
plugins: [hongke]
nav:
  - 首页: index.md
  - 课程: course/index.md
  - 典型案例: case/index.md
  - 教学点: site/index.md
  - 学习资料: materials/index.md
  - 分类浏览: browse/index.md
"""

Made = tuple[dict[str, Any], str]
Ids = Mapping[str, list[str]]
_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def _write(root: Path, address: str, entry: dict[str, Any], body: str) -> None:
    text = yaml.dump(entry, Dumper=_DUMPER, allow_unicode=True, sort_keys=False, width=10_000)
    if address.startswith("materials/"):
        path, text = root / "docs" / f"{address}.md", f"---\n{text}---\n{body}\n"
    else:
        path = root / "courses" / f"{address}.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _common(writer: Writer, number: int) -> dict[str, Any]:
    day = writer.random.randint(1, 28)
    return {
        "title": writer.title(number),
        "summary": writer.sentence(),
        "tags": writer.some(_THINGS, 0, 3),
        "updated": f"2026-{number % 12 + 1:02d}-{day:02d}",
    }


def _near(number: int, of: int) -> int:
    """Return a neighbour's number: references are local, as in a real catalogue, so that none has thousands."""
    return number % of


def _refs(writer: Writer, number: int, addresses: list[str], most: int) -> list[str]:
    start = _near(number * 7, len(addresses))
    return [
        addresses[(start + step) % len(addresses)]
        for step in range(min(len(addresses), writer.random.randint(1, most)))
    ]


def _course(writer: Writer, number: int, ids: Ids, slugs: Ids, characters: int) -> Made:
    units = [
        {
            "title": f"{writer.one(_WAYS)}：{writer.one(_THINGS)}",
            "method": writer.one(slugs["method"]),
            "minutes": writer.random.choice([30, 45, 60]),
            "body": writer.text(characters // 6),
        }
        for _ in range(writer.random.randint(3, 5))
    ]
    course = {
        **_common(writer, number),
        "category": writer.one(slugs["category"]), "mode": writer.one(slugs["mode"]), "methods": list(dict.fromkeys(unit["method"] for unit in units)),
        "level": writer.one(slugs["level"]), "audience": writer.some(slugs["audience"], 1, 3), "themes": writer.some(slugs["theme"], 1, 2),
        "region": writer.one(slugs["region"]), "hours": writer.random.choice([1, 1.5, 2, 3, 4]), "topic_basis": writer.text(characters // 8),
        "objectives": [{"level": level, "text": writer.sentence()} for level in ("掌握", "熟悉", "了解")],
        "key_points": [writer.one(_THINGS)], "difficult_points": [writer.one(_WHY)], "units": units,
        "sites": _refs(writer, number, ids["site"], 2), "cases": _refs(writer, number, ids["case"], 3), "materials": _refs(writer, number, ids["materials"], 2),
        "discussion_questions": [writer.sentence() for _ in range(2)], "quiz": ids["quiz"][_near(number, len(ids["quiz"]))],
        "lecturers": _refs(writer, number, ids["lecturer"], 2), "illustrative": ["hours", "units"],
    }  # fmt: skip
    return course, ""


def _case(writer: Writer, number: int, _ids: Ids, slugs: Ids, characters: int) -> Made:
    case = {
        **_common(writer, number),
        "organisation": f"{writer.one(_PLACES)}{writer.one(_UNITS)}", "region": writer.one(slugs["region"]), "field": writer.one(slugs["field"]),
        "themes": writer.some(slugs["theme"], 1, 2), "background": writer.text(characters // 4),
        "practice": [{"title": writer.one(_WAYS), "body": writer.text(characters // 6)} for _ in range(3)],
        "results": writer.text(characters // 4), "takeaways": [writer.sentence()], "discussion_questions": [writer.sentence()],
        "indicators": [{"name": writer.one(_THINGS), "value": writer.random.randint(2, 9000), "unit": writer.random.choice("个名支次项"), "source": "made"}],
        "sources": [{"id": "made", "name": "生成的来源"}],
    }  # fmt: skip
    return case, ""


def _material(writer: Writer, number: int, ids: Ids, slugs: Ids, characters: int) -> Made:
    cases = _refs(writer, number, ids["case"], 2)
    material = {
        **_common(writer, number),
        "column": writer.one(slugs["column"]),
        "themes": writer.some(slugs["theme"], 1, 2),
        "cases": cases,
    }
    body = "\n\n".join(f"## {writer.one(_THINGS)}\n\n{writer.text(characters // 3)}" for _ in range(3))
    return material, f"{body}\n\n参见 [[{cases[0]}]]。"


def _term(writer: Writer, number: int, _ids: Ids, _slugs: Ids, _characters: int) -> Made:
    term = f"{writer.one(_PLACES)}{writer.one(_THINGS)}{number}法"
    return {**_common(writer, number), "title": term, "definition": writer.text(60)}, ""


def _site(writer: Writer, number: int, _ids: Ids, slugs: Ids, characters: int) -> Made:
    category = writer.random.choice(["党性教育", "乡村振兴", "基层治理", "生态文明"])
    return {
        **_common(writer, number),
        "category": category,
        "region": writer.one(slugs["region"]),
        "themes": writer.some(slugs["theme"], 1, 2),
        "narration": writer.text(characters // 2),
    }, ""


def _quiz(writer: Writer, number: int, ids: Ids, _slugs: Ids, _characters: int) -> Made:
    questions: list[dict[str, Any]] = []
    for _ in range(8):
        right = writer.one(_THINGS)
        wrong = writer.some([thing for thing in _THINGS if thing != right], 3, 3)
        choices = [{"text": right, "correct": True}, *({"text": text} for text in wrong)]
        writer.random.shuffle(choices)
        questions.append(
            {
                "type": "single",
                "stem": writer.sentence(),
                "choices": choices,
                "refs": _refs(writer, number, ids["case"], 1),
            }
        )
    questions.append({"type": "judge", "stem": writer.sentence(), "answer": writer.random.choice("对错")})
    questions.append({"type": "blank", "stem": f"做好{writer.one(_THINGS)}要靠____。", "answer": writer.one(_WAYS)})
    return {**_common(writer, number), "questions": questions}, ""


def _lecturer(writer: Writer, number: int, _ids: Ids, _slugs: Ids, _characters: int) -> Made:
    return {
        **_common(writer, number),
        "organisation": f"{writer.one(_PLACES)}{writer.one(_UNITS)}",
        "expertise": writer.some(_THINGS, 1, 3),
        "bio": writer.text(150),
    }, ""


def _programme(writer: Writer, number: int, ids: Ids, slugs: Ids, _characters: int) -> Made:
    sections = [
        {
            "title": writer.one(_THINGS),
            "items": [{"ref": ref} for ref in dict.fromkeys(_refs(writer, number + step, ids["course"], 4))],
        }
        for step in range(3)
    ]
    return {
        **_common(writer, number),
        "audience": writer.some(slugs["audience"], 1, 2),
        "sections": sections,
        "rules": ["rule/members-32-hours"],
    }, ""


def _class(writer: Writer, number: int, ids: Ids, slugs: Ids, _characters: int) -> Made:
    sessions = [
        {"date": f"2027-03-{day:02d}", "slot": slot, "title": writer.one(_THINGS), "room": f"教室{number}", "hours": 2}
        for day in (1, 2, 3)
        for slot in ("上午", "下午")
    ]
    programme = ids["programme"][_near(number, len(ids["programme"]))]
    return {
        **_common(writer, number),
        "class_type": writer.one(slugs["class-type"]),
        "programme": programme,
        "starts": "2027-03-01",
        "ends": "2027-03-03",
        "sessions": sessions,
        "illustrative": ["*"],
    }, ""


def _route(writer: Writer, number: int, ids: Ids, slugs: Ids, _characters: int) -> Made:
    sites = ids["site"]
    stops = [
        {
            "site": sites[(number + step) % len(sites)],
            "minutes": 40,
            "activity": writer.sentence(),
            "transfer_minutes": 10,
        }
        for step in range(3)
    ]
    return {
        **_common(writer, number),
        "theme": writer.one(slugs["theme"]),
        "duration": writer.random.choice(["半日", "一日"]),
        "stops": stops,
    }, ""


def _provider(writer: Writer, number: int, ids: Ids, slugs: Ids, _characters: int) -> Made:
    return {
        **_common(writer, number),
        "type": "党校",
        "region": writer.one(slugs["region"]),
        "about": writer.text(300),
        "sites": _refs(writer, number, ids["site"], 3),
    }, ""


def _platform(writer: Writer, number: int, _ids: Ids, _slugs: Ids, _characters: int) -> Made:
    return {**_common(writer, number), "use": writer.text(150)}, ""


_MAKERS: Mapping[str, Callable[[Writer, int, Ids, Ids, int], Made]] = {
    "course": _course, "case": _case, "materials": _material, "term": _term, "site": _site, "quiz": _quiz, "lecturer": _lecturer,
    "programme": _programme, "class": _class, "route": _route, "provider": _provider, "platform": _platform,
}  # fmt: skip


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--entries", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--characters", type=int, default=1200)
    arguments = parser.parse_args()
    generate(arguments.folder, entries=arguments.entries, seed=arguments.seed, characters=arguments.characters)


if __name__ == "__main__":
    main()
