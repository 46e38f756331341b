"""What a clerk types, and what arrives or is said about it."""

from __future__ import annotations

import pytest

from drafter.diagnostics import Diagnostic, Problems, Span
from drafter.yamlfile import Mapping, Node, Scalar, parse_yaml


def plain(node: Node | None) -> object:
    """Nodes as bare dicts, lists and strings."""
    if node is None:
        return None
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Mapping):
        return {entry.key: plain(entry.value) for entry in node.entries}
    return [plain(item) for item in node.items]


def read(text: str) -> tuple[object, list[Diagnostic]]:
    problems = Problems()
    node = parse_yaml(text.encode(), "facts.yaml", problems)
    return plain(node), list(problems)


def where(finding: Diagnostic) -> tuple[str, int, int]:
    assert isinstance(finding.place, Span)
    return finding.code, finding.place.line, finding.place.column


AS_TYPED = """no|yes|on|off|true|null|~|010|08|0x1F|12:30|3:20|00:30|5.10|1.10|1_000|1,024|2021-12-28|2025-02-30|.inf|-5|+3|1e3|10次|超500次|84.38%
70余项13730人次|8金19银19铜|红领巾学院、红色故事会等|待补：等安全科|不涉及|……|**|*|***|14:1|14.2∶1|http://www.wj.gov.cn/a#b|全市第一|“八一”建军节
“2+3”课后服务|《规定》（2021）
〔2021〕3号|甲, 乙; 丙|a=b+c|A&B|100%|50*2|x>y|C:\\教学|会议指出：要抓好落实|{{ 队伍.招聘 }}名|{{ a }}与[[，{{ b }}]]|[[，甲]]乙
{% if a %}甲{% endif %}|力争12所|￥300|@|＠某某|＊＊|－|—|——|.5|...|=|=值
<b>|~约3|^上标|$5|(一)|（一）|1. 第一|一、二|甲  乙|名：值|a:b|:30|-甲|?甲|O'Brien|5"屏""".replace("\n", "|").split("|")
REFUSED = {"@"}


@pytest.mark.parametrize("value", [v for v in AS_TYPED if v not in REFUSED])
def test_a_value_arrives_as_typed(value: str) -> None:
    assert read(f"党建.学习: {value}\n下一条: 1") == ({"党建.学习": value, "下一条": "1"}, [])


@pytest.mark.parametrize(
    ("text", "arrives"),
    [
        ("", {}),
        ("# 只有注释\n", {}),
        ("---\na: 1", {"a": "1"}),
        ("a:\nb: 1", {"a": "", "b": "1"}),
        ("a: # 还没有\nb: 1", {"a": "", "b": "1"}),
        ("a: 值 # 注释", {"a": "值"}),
        ("a: 值   ", {"a": "值"}),
        ("no: 1\n3:20: 2\n010: 3", {"no": "1", "3:20": "2", "010": "3"}),
        ("a:   '否'\nb: \"是\"", {"a": "否", "b": "是"}),
        ("'党建.学习': 1", {"党建.学习": "1"}),
        ("党建:\n  学习: 10次\n  活动:\n    甲: 1", {"党建": {"学习": "10次", "活动": {"甲": "1"}}}),
        ("  a: 1\n  b: 2", {"a": "1", "b": "2"}),
        ("核对:\n- 甲 = 乙 + 丙\n- 丁 = 戊\n末: 1", {"核对": ["甲 = 乙 + 丙", "丁 = 戊"], "末": "1"}),
        ("核对:\n  - 甲 = 乙\n\n  # 说明\n  - 丁 = 戊", {"核对": ["甲 = 乙", "丁 = 戊"]}),
        ("自拟:\n  - 放在: 公开招聘\n    文字: 整句\n  - 另一段", {"自拟": [{"放在": "公开招聘", "文字": "整句"}, "另一段"]}),
        ("获奖:\n  - 一等奖：3个\n  - 二等奖：4个", {"获奖": ["一等奖：3个", "二等奖：4个"]}),
        ("名称: [“2+3”课后服务, 甲]\nb: {c: 1, d: 2}", {"名称": ["“2+3”课后服务", "甲"], "b": {"c": "1", "d": "2"}}),
        ("a: [甲,\n  乙]\nb: 1", {"a": ["甲", "乙"], "b": "1"}),
        ("a:\n  -\n    b: 1", {"a": [{"b": "1"}]}),
        ("a: 今年以来，\n  我们 ABC\n  def 努力", {"a": "今年以来，我们 ABC def 努力"}),
        ("a: 第一段\n\n  第二段", {"a": "第一段\n第二段"}),
        ("a: 上半句\n  # 中间的注释\n  下半句", {"a": "上半句下半句"}),
        ("a: \"上半句\n  下半句\"\nb: 1", {"a": "上半句下半句", "b": "1"}),
        ("a: '一 二\n  three\n  four'", {"a": "一 二three four"}),
        ("a: >\n  上半句\n  下半句\n\n  第二段\nb: 1", {"a": "上半句下半句\n第二段", "b": "1"}),
        ("a: |\n  甲：乙\n  丙: 丁 #x\n    缩进\n\n  - 戊\nb: 1", {"a": "甲：乙\n丙: 丁 #x\n  缩进\n\n- 戊", "b": "1"}),
        ("a: |-  # 注释\n  甲\n\n", {"a": "甲"}),
        ("自拟:\n  今年以来成效明显。\n  做法：一是抓早；二是抓小。", {"自拟": "今年以来成效明显。做法：一是抓早；二是抓小。"}),
        ("a: 网址见\n  http://a.cn 和\n  12:30 开会", {"a": "网址见http://a.cn 和12:30 开会"}),
        ("a: 1\r\nb: 2\rc: 3", {"a": "1", "b": "2", "c": "3"}),
        ("键 : 值", {"键": "值"}),
    ],
)  # fmt: skip
def test_a_legal_file_is_read_without_a_word(text: str, arrives: object) -> None:
    assert read(text) == (arrives, [])


@pytest.mark.parametrize(
    ("text", "place", "message", "hint", "arrives"),
    [
        ("名称：北京", ("Y030", 1, 3), "全角冒号", "请写成：名称: 北京", {"名称": "北京"}),
        ("名称： 北京\nb: 1", ("Y030", 1, 3), "全角冒号", "请写成：名称: 北京", {"名称": "北京", "b": "1"}),
        ("名称 ：北京", ("Y030", 1, 4), "全角冒号", "请写成：名称: 北京", {"名称": "北京"}),
        ("b: 1\n名称：", ("Y030", 2, 3), "全角冒号", "请写成：名称:", {"b": "1", "名称": ""}),
        ("名称：见附件: 一", ("Y030", 1, 3), "全角冒号", "请写成：名称: '见附件: 一'", None),
        ("名称:北京", ("Y031", 1, 3), "少一个空格", "请写成：名称: 北京", {"名称": "北京"}),
        ("党建.学习:10次", ("Y031", 1, 6), "少一个空格", "请写成：党建.学习: 10次", {"党建.学习": "10次"}),
        ("名称:\u3000北京", ("Y031", 1, 3), "少一个空格", "请写成：名称: 北京", {"名称": "北京"}),
        ("名称:\t北京", ("Y020", 1, 4), "制表符", "请写成：名称: 北京", {"名称": "北京"}),
        ("党建:\n  学习：10次", ("Y030", 2, 5), "全角冒号", "请写成：  学习: 10次", {"党建": {"学习": "10次"}}),
        ("党建.学习: 10次\n  党建.活动：5次", ("Y030", 2, 3), "全角冒号", "请写成：党建.活动: 5次", {"党建.学习": "10次", "党建.活动": "5次"}),
        ("资源.比例: 84%\n  上年: 65%", ("Y023", 2, 3), "已经有值", "请写成：资源.比例.上年: 65%", {"资源.比例": "84%", "资源.比例.上年": "65%"}),
        ("资源.比例: 84%\n  上年:65%", ("Y031", 2, 3), "少一个空格", "请写成：资源.比例.上年: 65%", {"资源.比例": "84%", "资源.比例.上年": "65%"}),
        ("名单: 甲\n  - 乙", ("Y023", 2, 3), "不能再列清单", "“名单:”后面不写值", {"名单": "甲"}),
        ("a: 甲: 乙", ("Y032", 1, 5), "又有一个", "请写成：a: 甲：乙", {"a": "甲: 乙"}),
        ("a: 甲:", ("Y032", 1, 5), "又有一个", "请写成：a: 甲：", {"a": "甲:"}),
        (": 值\nb: 1", ("Y033", 1, 1), "没有名称", "冒号前写上名称", {"b": "1"}),
        ("a: 1\nb: 2\na: 3", ("Y034", 3, 1), "第一次在第1行", "删去一处", {"a": "1", "b": "2"}),
        ("名单:\n  -甲", ("Y035", 2, 3), "加一个空格", "请写成：  - 甲", {"名单": ["甲"]}),
        ("名单:\n  －甲", ("Y035", 2, 3), "半角“-”", "请写成：  - 甲", {"名单": ["甲"]}),
        ("名单:\n-甲", ("Y035", 2, 1), "加一个空格", "请写成：- 甲", {"名单": ["甲"]}),
        ("名单:\n  • 甲", ("Y035", 2, 3), "半角“-”", "请写成：  - 甲", {"名单": ["甲"]}),
        ("名单:\n  -\t甲", ("Y020", 2, 4), "制表符", "请写成：  - 甲", {"名单": ["甲"]}),
        ("名单:\n  - 甲\n  乙", ("Y036", 3, 3), "少了开头的“- ”", "请写成：  - 乙", {"名单": ["甲", "乙"]}),
        ("a: 1\n- 甲", ("Y036", 2, 1), "不是清单", "删去行首的“-”", {"a": "1"}),
        ("a:\n\tb: 1", ("Y020", 2, 1), "Tab", "请写成：  b: 1", {"a": {"b": "1"}}),
        ("a:\n　　b: 1", ("Y021", 2, 1), "全角空格", "请写成：    b: 1", {"a": {"b": "1"}}),
        ("a:\n  b: 1\n　　c: 2", ("Y021", 3, 1), "全角空格", "请写成：  c: 2", {"a": {"b": "1", "c": "2"}}),
        ("a:\n  b: 1\n\xa0\xa0c: 2", ("Y021", 3, 1), "不间断空格", "请写成：  c: 2", {"a": {"b": "1", "c": "2"}}),
        ("自拟: |\n　　今年", ("Y021", 2, 1), "全角空格", "请写成：    今年", {"自拟": "今年"}),
        ("a: 甲\t乙", ("Y020", 1, 5), "表格", "顿号或空格", {"a": "甲 乙"}),
        ("a:\n    b: 1\n  c: 2", ("Y022", 3, 1), "对不齐", "请与同组的上一行对齐，写成：    c: 2", {"a": {"b": "1", "c": "2"}}),
        ("  a: 1\nb: 2", ("Y022", 1, 1), "多了空格", "请顶格写成：a: 1", {"a": "1", "b": "2"}),
        ("a: |\n    甲\n  乙", ("Y022", 3, 1), "缩进得少", "写成：    乙", {"a": "甲\n乙"}),
        ("a:\n  - 放在: 甲\n  文字: 乙", ("Y022", 3, 1), "再缩进", "写成：    文字: 乙", {"a": [{"放在": "甲", "文字": "乙"}]}),
        ("a: 1\n没有冒号\nb: 2", ("Y024", 2, 1), "没有半角冒号", "# 没有冒号", {"a": "1", "b": "2"}),
        ("a: @某某", ("Y040", 1, 4), "不能以 @ 开头", "写成：a: '@某某'", {"a": "@某某"}),
        ("a: %5", ("Y040", 1, 4), "不能以 % 开头", "写成：a: '%5'", {"a": "%5"}),
        ("a: >90%", ("Y040", 1, 4), "不能以 > 开头", "写成：a: '>90%'", {"a": ">90%"}),
        ("a: | 分数", ("Y040", 1, 4), "不能以 | 开头", "写成：a: '| 分数'", {"a": "| 分数"}),
        ("a: `x`", ("Y040", 1, 4), "不能以 ` 开头", "写成：a: '`x`'", {"a": "`x`"}),
        ("a: - 甲", ("Y040", 1, 4), "不能以 - 开头", "写成：a: '- 甲'", {"a": "- 甲"}),
        ("a: -", ("Y040", 1, 4), "不能以 - 开头", "a: 不涉及", {"a": "-"}),
        ("a: ?", ("Y040", 1, 4), "不能以 ? 开头", "a: 待补", {"a": "?"}),
        ("a: ]x", ("Y040", 1, 4), "不能以 ] 开头", "写成：a: ']x'", {"a": "]x"}),
        ("a: , 甲", ("Y040", 1, 4), "不能以 , 开头", "写成：a: ', 甲'", {"a": ", 甲"}),
        ("*重要*: 5", ("Y040", 1, 1), "名称不能以 * 开头", "删去这个符号", {"*重要*": "5"}),
        ("- @甲", ("Y053", 1, 1), "没有“名称: 值”", "一行写一条", None),
        ("a: *x", ("Y050", 1, 4), "不能以 * 开头", "写成：a: '*x'", {"a": "*x"}),
        ("a: &x 1", ("Y050", 1, 4), "不能以 & 开头", "写成：a: '&x 1'", {"a": "&x 1"}),
        ("a: !!str 1", ("Y050", 1, 4), "不能以 ! 开头", "写成：a: '!!str 1'", {"a": "!!str 1"}),
        ("a: [&x 1]", ("Y050", 1, 5), "锚点", "删去这个符号", {"a": ["1"]}),
        ("a: [*x]", ("Y050", 1, 5), "别名", "值写全", {"a": [""]}),
        ("<<: 甲\nb: 1", ("Y050", 1, 1), "合并键", "写全", {"b": "1"}),
        ('a: "八一"建军节', ("Y041", 1, 4), "后面还有字", "写成：a: “八一”建军节", {"a": '"八一"建军节'}),
        ('a: "未完', ("Y041", 1, 4), "没有另一半", "写成：a: 未完", {"a": '"未完'}),
        ("a: '未完\nb: 1", ("Y041", 1, 4), "没有另一半", "写成：a: 未完", {"a": "'未完", "b": "1"}),
        ('a: "C:\\教学"', ("Y042", 1, 7), "没有意义", "改成单引号", {"a": "C:\\教学"}),
        ("a: [学校]开展", ("Y043", 1, 4), "合上以后还有字", "写成：a: '[学校]开展'", {"a": "[学校]开展"}),
        ("a: {甲\nb: 1", ("Y043", 1, 4), "没有另一半", "写成：a: '{甲'", {"a": "{甲", "b": "1"}),
        ("a: 值 #注释", ("Y044", 1, 6), "分不清", "a: 值  # 注释", {"a": "值 #注释"}),
        ("a: 3#楼", ("Y044", 1, 5), "分不清", "a: '3#楼'", {"a": "3#楼"}),
        ("a: #注释", ("Y044", 1, 4), "分不清", "a:  # 注释", {"a": ""}),
        ("a: 上半句\n  下半句 #x", ("Y044", 2, 7), "分不清", "  下半句  # x", {"a": "上半句下半句 #x"}),
        ("＃ 注释\na: 1", ("Y045", 1, 1), "半角的 #", "请写成：# 注释", {"a": "1"}),
        ("a: 10次 ＃注释", ("Y045", 1, 8), "半角的 #", "请写成：a: 10次  # 注释", {"a": "10次"}),
        ("a: ｜\n  甲\n  乙", ("Y045", 1, 4), "全角", "请写成：a: |", {"a": "甲\n乙"}),
        ("a: 1\n---\nb: 2", ("Y051", 2, 1), "分隔", "删去这一行", {"a": "1", "b": "2"}),
        ("%YAML 1.2\na: 1", ("Y051", 1, 1), "指令", "删去这一行", {"a": "1"}),
        ("a: {b: 1,024}", ("Y052", 1, 10), "拆开", "一行写一条：b: 1,024", {"a": {"b": "1", "024": ""}}),
        ("a: {b: 全部完成, 效果好}", ("Y052", 1, 14), "拆开", "一行写一条：b: 全部完成，效果好", None),
        ("a: {上年：65}", ("Y052", 1, 5), "没有值", "一行写一条：上年: 65", None),
        ("a: [1,024]", ("Y052", 1, 5), "拆成了两项", "'1,024'", {"a": ["1", "024"]}),
        ("a: [甲，乙]", ("Y052", 1, 5), "全角逗号", "[甲, 乙]", {"a": ["甲，乙"]}),
        ("a: [全市: 第一]", ("Y052", 1, 9), "冒号", "单引号", {"a": [{"全市": "第一"}]}),
        ("只有一句话", ("Y024", 1, 1), "没有半角冒号", "名称: 值", {}),
        ('a: "\\x0b"', ("Y013", 1, 4), "反斜杠", "删去", {"a": "\ufffd"}),
    ],
)  # fmt: skip
def test_a_slip_is_reported_where_it_stands_and_the_file_read_on(
    text: str, place: tuple[str, int, int], message: str, hint: str, arrives: object
) -> None:
    node, found = read(text)
    assert [where(finding) for finding in found][:1] == [place]
    assert len(found) == 1 or place[0] in ("Y053", "Y030")
    assert message in found[0].message
    assert hint in found[0].hint
    assert arrives is None or node == arrives


def test_all_slips_of_a_file_are_found_in_one_run() -> None:
    text = "党建.学习：10次\n党建.活动: @某某\n没有冒号\n名单:\n  -甲\n\tb: 1\n安全: {a: 1,024}\n末: 1"
    assert [(code, line) for code, line, _ in map(where, read(text)[1])] == [
        ("Y030", 1),
        ("Y040", 2),
        ("Y024", 3),
        ("Y035", 5),
        ("Y020", 6),
        ("Y036", 6),
        ("Y052", 7),
    ]


def test_a_repeated_key_names_both_lines() -> None:
    _, found = read("a: 1\n\na: 2")
    assert [span.line for span in found[0].related] == [1]


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("党建.学习: 10次  # 注释", (1, 1, 6), (1, 8, 11)),
        ("名称：北京", (1, 1, 3), (1, 4, 6)),
        ("名称:北京", (1, 1, 3), (1, 4, 6)),
        ("a:\n\n空: '引'", (1, 1, 2), (1, 2, 2)),
        ("a: |\n  甲", (1, 1, 2), (1, 4, 5)),
        ("a: @某某", (1, 1, 2), (1, 4, 7)),
        ("a: 上半句\n  下半句", (1, 1, 2), (1, 4, 7)),
    ],
)
def test_places_are_columns_of_the_line_as_typed(
    text: str, key: tuple[int, int, int], value: tuple[int, int, int]
) -> None:
    node = parse_yaml(text.encode(), "facts.yaml", Problems())
    assert node is not None
    first = node.entries[0]
    assert (first.key_span.line, first.key_span.column, first.key_span.end_column) == key
    assert (first.value.span.line, first.value.span.column, first.value.span.end_column) == value


def test_a_detail_read_as_a_dotted_entry_keeps_its_place() -> None:
    node = parse_yaml("资源.比例: 84%\n  上年: 65%".encode(), "facts.yaml", Problems())
    assert node is not None
    detail = node.entries[1]
    assert (detail.key_span.line, detail.key_span.column, detail.key_span.end_column) == (2, 3, 5)
    assert (detail.value.span.column, detail.value.span.end_column) == (7, 10)
    assert detail.value.span.source == "  上年: 65%"


@pytest.mark.parametrize(
    ("text", "quoted", "block"),
    [
        ("a: 1", False, False),
        ("a: '1'", True, False),
        ('a: "1"', True, False),
        ("a: |\n  1", False, True),
        ("a: @1", False, False),
    ],
)
def test_the_way_a_text_was_typed_is_kept(text: str, quoted: bool, block: bool) -> None:
    node = parse_yaml(text.encode(), "facts.yaml", Problems())
    assert node is not None
    value = node.entries[0].value
    assert isinstance(value, Scalar)
    assert (value.quoted, value.block) == (quoted, block)
