"""What the segmenter learns from: the same sentences every time, none of a document that is kept to be scored."""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path

from pipeline.learn.segmenter import draw, kept_back

TEXTS = {
    "read": "各单位应于3月31日前报送自查报告。逾期未报的，予以通报。",
    "kept": "各大队要在4月底前完成排查整治。结果报市消防救援支队。",
    "validated": "各学校不得组织学生参加抢险救灾。\n各区每季度开展一次检查。",
}


def test_documents_that_are_kept_give_no_sentence(tmp_path: Path) -> None:
    bulk = tmp_path / "notices.jsonl.gz"
    with gzip.open(bulk, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps({"name": name, "text": text}) + "\n" for name, text in TEXTS.items())
    rows = [
        {"bulk": "notices", "sha256": hashlib.sha256(TEXTS[name].encode()).hexdigest(), "set": name}
        for name in ("read", "kept")
    ]
    (tmp_path / "spans.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    (tmp_path / "texts").mkdir()
    spaced = TEXTS["validated"].replace("\n", "\r\n\r\n")
    (tmp_path / "texts" / "v.txt").write_text(spaced, encoding="utf-8-sig", newline="")
    kept = kept_back(tmp_path / "spans.jsonl", tmp_path, tmp_path / "texts")
    assert sorted(draw([bulk], 10, kept)) == sorted(["各单位应于3月31日前报送自查报告。", "逾期未报的，予以通报。"])
    assert len(draw([bulk], 10)) == 6
    assert draw([bulk], 4) == draw([bulk], 4)
