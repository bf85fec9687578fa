"""A small pkuseg model, trained on invented sentences once a session: the package ships none."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

UNITS = ("云岭市 应急局", "青禾县 教育局", "临江区 住建局", "市 消安办", "各 乡镇 政府")
DUTIES = ("报送 自查 报告", "开展 隐患 排查", "落实 整改 措施", "组织 应急 演练", "建立 工作 台账")
TIMES = ("月底 前", "6月 30日 前", "每 季度", "三 日 内")


def sentences(count: int) -> list[str]:
    """Segmented sentences, words between spaces."""
    draw = random.Random(7)
    return [f"{draw.choice(UNITS)} 应当 于 {draw.choice(TIMES)} {draw.choice(DUTIES)} 。" for _ in range(count)]


@pytest.fixture(scope="session")
def pkuseg_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import spacy_pkuseg

    folder = tmp_path_factory.mktemp("pkuseg")
    train, test, model = folder / "train.txt", folder / "test.txt", folder / "model"
    train.write_text("\n".join(sentences(200)) + "\n", encoding="utf-8")
    test.write_text("\n".join(sentences(20)) + "\n", encoding="utf-8")
    spacy_pkuseg.train(str(train), str(test), str(model), train_iter=3)
    return model
