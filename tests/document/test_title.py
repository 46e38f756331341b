"""Titles break by meaning, into a trapezoid or a diamond (GB/T 9704-2012, 7.3.1)."""

from __future__ import annotations

import pytest

from drafter.document import title_lines

BROKEN = """
武进区教育局2021年工作总结
武进区教育局 / 2021年工作总结和2022年工作打算
常州市武进区教育局 / 2021年工作总结和2022年工作打算
武进区教育局 / 关于2021年度法治政府建设情况的报告
武进区教育局关于印发 / 《2022年全区教育工作要点》的通知
关于进一步加强 / 中小学校食品安全管理工作的通知
武进区教育局关于进一步规范 / 校外培训机构办学行为的实施意见
关于开展2022年春季开学 / 校园安全专项检查工作的通知
关于表彰2021年度全区教育系统 / 先进集体和先进个人的决定
武进区教育局关于做好2022年义务教育阶段 / 学校招生入学工作的实施意见
关于召开全区教育系统 / 全面从严治党工作会议的通知
关于公布武进区第三批 / 中小学名师工作室领衔人名单的通知
关于武进区2022年小学新生 / 入学报名有关事项的公告
关于成立武进区教育系统 / 疫情防控工作领导小组的通知
武进区教育事业发展“十四五”规划
武进区学前教育高质量发展 / 三年行动计划（2022—2024年）
武进区教育局党委 / 关于巡察整改进展情况的通报
武进区教育局关于调整 / 局领导班子成员工作分工的通知
武进区教育局 / 2022年度政府信息公开工作年度报告
武进区教育局 / 2023年第一季度意识形态工作情况汇报
武进区教育局财政局人力资源和社会保障局 / 关于印发《武进区中小学教师绩效工资 / 考核办法（试行）》的通知
关于做好2022年全区中小学 / 教师职称评审工作的通知
关于武进区前黄实验学校 / 新建工程项目建议书的批复
关于举办武进区第二十届 / 青少年科技创新大赛的通知
武进区教育局关于加强和改进新时代 / 中小学思政课建设的若干措施
落实立德树人根本任务办好人民满意的教育 / ——武进区教育局2021年工作总结
常州市武进区教育局关于学习宣传 / 贯彻党的二十大精神的实施方案
关于武进区创建全国义务教育 / 优质均衡发展区情况的自查报告
武进区教育系统“安全生产月”活动实施方案
全区教育系统2021年工作总结 / 暨2022年工作思路
武进区教育局关于建立中小学教师 / 减负清单制度的实施意见
关于印发武进区教育局 / 2022年政务公开工作要点的通知
""".strip().splitlines()

OTHERS = """
中共武进区委教育工作委员会武进区教育局关于印发《武进区教育系统2022年党建工作要点》的通知
武进区人民政府办公室关于转发区教育局等部门武进区学前教育深化改革规范发展实施方案的通知
江苏省教育厅关于公布2021年江苏省职业学校学生技能大赛获奖名单的通知
武进区教育局关于深入贯彻落实“双减”政策全面提升课后服务质量的工作方案
武进区教育局关于武进区第十六届人民代表大会第五次会议第123号建议的答复
关于申报2022年江苏省基础教育前瞻性教学改革实验项目的请示
关于2022年元旦春节期间进一步做好教育系统安全生产和疫情防控工作的紧急通知
武进区湖塘桥中心小学2021—2022学年度第一学期工作总结
关于免去张三同志武进区星辰实验学校校长职务的通知
武进区教育局关于做好2022年中考高考期间校园周边环境综合治理工作的函
武进区教育局2021年度财政支出项目绩效自评价报告
武进区教育局关于开展校园欺凌防治工作“回头看”和隐患排查整治专项行动的通知
武进区2022年义务教育阶段学校招生入学工作日程安排表以及各相关部门职责分工一览表
关于转发《江苏省教育厅关于做好2022年全省普通高中学业水平合格性考试报名工作的通知》的通知
""".strip().splitlines()

ALL = [line.replace(" / ", "") for line in BROKEN] + OTHERS


def width(line: str) -> float:
    return sum(0.5 if character < "\x7f" else 1.0 for character in line)


@pytest.mark.parametrize("broken", BROKEN)
def test_lines_end_where_the_sense_pauses(broken: str) -> None:
    assert " / ".join(title_lines(broken.replace(" / ", ""))) == broken


@pytest.mark.parametrize("title", ALL)
def test_lines_are_short_enough_and_lose_nothing(title: str) -> None:
    lines = title_lines(title)
    assert "".join(lines) == title
    assert max(map(width, lines)) <= 20
    assert len(lines) <= width(title) // 20 + 2


@pytest.mark.parametrize("title", ALL)
def test_lines_form_a_trapezoid_or_a_diamond(title: str) -> None:
    widths = [width(line) for line in title_lines(title)]
    peak = widths.index(max(widths))
    assert widths[: peak + 1] == sorted(widths[: peak + 1])
    assert widths[peak:] == sorted(widths[peak:], reverse=True)
    assert len(set(widths)) == len(widths)


@pytest.mark.parametrize("title", ALL)
def test_no_line_opens_or_ends_with_what_belongs_to_its_neighbour(title: str) -> None:
    lines = title_lines(title)
    for line in lines[1:]:
        assert line[0] not in "的了等、，。）》”"
        assert not line[0].isdigit() or lines[lines.index(line) - 1][-1] not in "0123456789第"
    for line in lines[:-1]:
        assert line[-1] not in "（《“第"
        assert not line.endswith("关于")


def test_a_break_given_by_hand_wins() -> None:
    assert title_lines("关于召开\n会议的通知") == ("关于召开", "会议的通知")


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("", ()),
        ("总结", ("总结",)),
        ("一" * 20, ("一" * 20,)),
        ("2021" * 10, ("2021" * 10,)),
    ],
)
def test_a_title_that_fits_stays_on_one_line(title: str, lines: tuple[str, ...]) -> None:
    assert title_lines(title) == lines


@pytest.mark.parametrize(
    "title", ["一" * 21, "一" * 95, "的" * 50, "A" * 90, "《" + "一" * 45 + "》", "第" * 41, "a——" * 30]
)
def test_even_a_title_without_any_good_place_is_broken(title: str) -> None:
    lines = title_lines(title)
    assert "".join(lines) == title
    assert max(map(width, lines)) <= 20


def test_width_is_that_of_the_line_that_the_caller_has() -> None:
    assert title_lines("武进区教育局2021年工作总结", 10) == ("武进区教育局", "2021年工作总结")
