"""Which lines are marks of state secrecy and which only speak of secrets."""

from __future__ import annotations

import pytest

from pipeline.read import classified_mark
from tests.read.notice import TEXT

MARKS = {
    "机密★1年": "机密★1年",
    "机　密　★　长期": "机密★长期",
    "000012机密★1年特急": "机密★1年",
    "机密★1年 签发人：张三": "机密★1年",
    "机密★1 年 云岭市应急管理局文件": "机密★",
    "云岭市应急管理局    机密★5年": "机密★5年",
    "份号：000012  密级和保密期限：秘密★10年": "秘密★10年",
    "保密期限：5年 密级：机密": "机密",
    "密 级： 机 密": "机密",
    # Regulations of 2024: a term, a day of release, or what has to come about first.
    "机密★2030年12月31日": "机密★2030年12月31日",
    "秘密★解密条件：项目完成": "秘密★",
    "绝密★启用前": "绝密★启用前",
    "机密大1年": "机密大1年",  # a star as recognition may read it
    "机密★l年": "机密★",
    "机\u200b密★1年": "机密★1年",
    "│ 机 密 │": "机密",
    "机\n密\n★\n1\n年": "机密★1年",
    "機密★一年": "機密★一年",
    "★机密": "机密",
    "【机密】关于开展检查的通知": "机密",
    "机密 阅后即焚": "机密",
    "国家秘密 机密★1年": "机密★1年",
    "密级：□绝密　☑机密　□秘密": "机密",
    "密级：绝密（　）机密（√）秘密（　）": "机密",
    "本件属秘密级国家秘密，请妥善保管。": "秘密",
    "机密★1年" + " " * 90 + "特急": "机密★1年",
    "机密★1年" + TEXT.replace("\n", ""): "机密★1年",
}
NO_MARKS = (
    "各单位要做好机密文件和秘密载体的管理。",
    "商业秘密",
    "工作秘密",
    "内部★1年",
    "密级：□绝密　□机密　□秘密　☑内部",
    "□绝密 □机密 □秘密",
    "密级：绝密（　）机密（　）秘密（　）",
    "本文件不属于国家秘密。",
    "本文件是机密文件管理的补充。",
    "密级分为绝密、机密、秘密三级。",
    "密级：绝密、机密、秘密",
    "涉密文件应当标注“机密★1年”字样。",
    "秘密级以上载体由专人保管",
    "机密文件管理办法",
)


@pytest.mark.parametrize(("line", "mark"), MARKS.items())
def test_a_mark_in_every_dress_is_seen(line: str, mark: str) -> None:
    assert classified_mark(f"{line}\n{TEXT}") == mark


@pytest.mark.parametrize("line", NO_MARKS)
def test_what_only_speaks_of_secrets_is_none(line: str) -> None:
    assert classified_mark(f"{line}\n{TEXT}") is None


def test_far_down_only_a_star_or_a_term_makes_a_mark() -> None:
    far = TEXT * 5
    assert classified_mark(f"{far}机密\n{TEXT}") is None
    assert classified_mark(f"{far}机密★1年 附件\n{TEXT}") == "机密★1年"


def test_the_mark_that_is_kept_holds_no_word_of_the_document() -> None:
    assert classified_mark("秘密★5年 关于张三同志的函\n") == "秘密★5年"
