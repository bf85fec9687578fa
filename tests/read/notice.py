"""One invented notice, written by the tests into every format."""

from __future__ import annotations

NUMBER = "云消〔2031〕17号"
TITLE = "云岭市消防安全委员会关于开展夏季消防安全检查的通知"
ADDRESSEES = "各县（区）消防安全委员会，市直有关部门："
PARAGRAPHS = (
    "为做好夏季消防安全工作，现就有关事项通知如下：",
    "一、压实工作责任",
    "各县（区）消防安全委员会应当于2031年6月10日前制定检查方案，并将方案书面报送市消防安全委员会办公室。",
    "二、开展检查整治",
    "市应急管理局要组织对辖区内118家危险化学品企业开展检查，每月25日前报送检查情况。",
    "任何单位不得占用、堵塞消防车通道；逾期不改的，处五千元以上五万元以下罚款。",
    "三、严格督促整改",
    "青禾县人民政府应当在收到本通知之日起15个工作日内完成隐患整改，确保整改到位。",
)
ISSUER = "云岭市消防安全委员会"
DATE = "2031年5月20日"
LINES = (NUMBER, TITLE, ADDRESSEES, *PARAGRAPHS, ISSUER, DATE)
TEXT = "\n".join(LINES) + "\n"
