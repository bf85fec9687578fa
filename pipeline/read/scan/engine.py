"""Lines of text out of a picture, by RapidOCR with the models that its wheel carries: nothing is ever fetched."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.errors import ReadError

LONG_SIDE = 2000  # pixels; a finer picture costs time and is read no better
_DETECT_SIDE = 1280
_NEVER = 2.0  # the engine turns no line by itself
_UPRIGHT = 0.9  # lines that are read as surely as this, on average, don't stand on their heads
_NEEDED = ("rapidocr", "onnxruntime", "cv2", "PIL")
_Point = tuple[float, float]


class Recognized(NamedTuple):
    """One line: its words, its corners in pixels (upper left first, clockwise), and how sure it is (0 to 1)."""

    text: str
    corners: tuple[_Point, _Point, _Point, _Point]
    confidence: float


def available() -> bool:
    """Whether the optional extra ``ocr`` is installed."""
    return all(find_spec(name) is not None for name in _NEEDED)


def missing() -> ReadError:
    """What to tell who has a scan and no recognition."""
    return ReadError(
        "是扫描件，需要文字识别组件；请安装：pip install 'duban[ocr]'",
        "is a scan, which needs the text recognition extra: pip install 'duban[ocr]'",
    )


def recognize(picture: Any) -> tuple[list[Recognized], bool]:
    """The lines of a picture (an array of height × width × 3 bytes, BGR), and whether most stand on their heads."""
    engine = _engine()
    small, record = engine.preprocess_img(picture)
    boxes, ways, words, cut = engine.run_ocr_steps(small, record)
    if boxes.boxes is None or words.txts is None:
        return [], False
    overturned = [label == "180" for label, _ in ways.cls_res or ()]
    upside_down = sum(overturned) > 0.5 * len(words.txts) and sum(words.scores) / len(words.scores) < _UPRIGHT
    if not upside_down:
        _turn_single(engine, words, overturned, cut)
    found = engine.build_final_output(picture, boxes, ways, words, cut, record)
    if found.boxes is None or found.txts is None:
        return [], False
    lines = zip(found.boxes, found.txts, found.scores, strict=True)
    kept = [Recognized(text, _corners(box), float(score)) for box, text, score in lines if text.strip()]
    return kept, upside_down


def _turn_single(engine: Any, words: Any, overturned: Sequence[bool], cut: Sequence[Any]) -> None:
    """Read single lines that seem to stand on their heads the other way too (writing along an edge), and keep the
    reading that is surer: what tells the way of a line errs."""
    import cv2

    places = [at for at, wrong in enumerate(overturned) if wrong and words.scores[at] < _UPRIGHT]
    if not places:
        return
    again = engine.recognize_txt([cv2.rotate(cut[at], cv2.ROTATE_180) for at in places])
    texts, scores = list(words.txts), list(words.scores)
    for at, text, score in zip(places, again.txts or (), again.scores or (), strict=False):
        if score > scores[at]:
            texts[at], scores[at] = text, score
    words.txts, words.scores = tuple(texts), tuple(scores)


def read_pieces(pictures: Sequence[Any]) -> list[tuple[str, float]]:
    """The words of pictures of one line each, and how sure they are."""
    if not pictures:
        return []
    found = _engine().recognize_txt(list(pictures))
    return list(zip(found.txts or (), map(float, found.scores or ()), strict=True))


def loaded() -> bool:
    """Whether this process already holds the models."""
    return _engine.cache_info().currsize > 0


@lru_cache(maxsize=1)
def _engine() -> Any:
    """One engine a process: loading it takes a second. One thread, for files are read side by side, not pages."""
    if not available():
        raise missing()
    import rapidocr

    models = Path(rapidocr.__file__).parent / "models"
    threads = "EngineConfig.onnxruntime.{}_op_num_threads"
    return rapidocr.RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.text_score": 0.0,
            "Global.max_side_len": LONG_SIDE,
            "Det.limit_type": "max",
            "Det.limit_side_len": _DETECT_SIDE,
            "Rec.rec_batch_num": 1,
            "Cls.cls_thresh": _NEVER,
            "Det.model_path": _model(models, "det"),
            "Cls.model_path": _model(models, "cls"),
            "Rec.model_path": _model(models, "rec"),
            threads.format("intra"): 1,
            threads.format("inter"): 1,
        }
    )


def _model(folder: Path, task: str) -> str:
    """A model that lies in the wheel; named to the engine, so that it never looks for one elsewhere."""
    found = sorted(folder.glob(f"*_{task}_*.onnx"))
    if not found:
        raise missing()
    return str(found[-1])


def _corners(box: Any) -> tuple[_Point, _Point, _Point, _Point]:
    a, b, c, d = ((float(x), float(y)) for x, y in box)
    return a, b, c, d
