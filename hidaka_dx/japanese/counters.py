"""Counters and units (助数詞、単位): what follows a number and belongs to it, as patterns for those who read numbers.

Three readers ask, each with a reason of its own to know other words: a line keeps a number and what it counts together
(`KEPT`), a comparison strikes both out as one word (`COMPARED`), and a rule of style must not take 人口 for 人 (`COUNTED`).
"""

from typing import Final

_BOTH: Final = (
    "年度末 年度 年間 年代 年目 か月 カ月 週間 日間 時間 か所 カ所 ヶ所 箇所 百万円 万円 億円 千円 千人 万人 件 人 名 つ 世帯 "
    "業務 事業 項目 種類 段階 団体 市町村 自治体 施設 パーセント ポイント キロメートル メートル キログラム ページ"
)
_LINES: Final = (
    "平方キロメートル 立方キロメートル 平方センチメートル 立方センチメートル 平方ミリメートル 立方ミリメートル 平方メートル 立方メートル "
    "センチメートル ミリメートル ヘクタール リットル キロワット時 キロワット "
    "年問題 年度間 年度分 年後 年前 年末 年生 か年 カ年 ヵ年 ヶ年 か月間 ヵ月 ヶ月 月末 日目 分間 秒間 ヵ所 か国 カ国 千万円 兆円 "
    "億人 万件 千件 万 億 兆 分野 町村 都道府県 地区 部署 階建 階層 世代 次報告 次計画 カ条 か条 割合 倍以上 以上 以下 未満 つ目 本柱"
)
"""Any one kanji stays with its number without being named; 以上 and the like stay with it, but are words of their own."""
_COMPARISONS: Final = (
    "年 箇月 月 週 日 時 分 秒 世紀 円 割 倍 戸 回 所 校 台 本 枚 冊 部 個 基 棟 路線 便 手続 課 社 版 期 次 章 節 条 項 号 編 頁 番 位 級 "
    "歳 代 丁目 つの 点 行 列 語 字 文字 トン ヘクタール 平方キロメートル ％ % ℃ 度 km kg ha m2 m GB MB"
)


def _pattern(*words: str) -> str:
    """Join words with a blank between them to alternatives, the longest first: 年度末 before 年度 before 年."""
    return "|".join(sorted(" ".join(words).split(), key=len, reverse=True))


KEPT: Final = _pattern(_BOTH, _LINES)
COMPARED: Final = _pattern(_BOTH, _COMPARISONS)
COUNTED: Final = (
    "人(?![口材権件事類物間員工数気形])|件(?!数|名)|世帯|戸(?![籍別建数惑])|台(?![風帳数地所紙本湾])|名(?![称前簿義所産物刺古案目])|"
    "部(?![会門局署長分品員])|か所|箇所|枚|冊|個(?![人別々性室票展])|本(?![一-鿿ァ-ヴ])|回(?![復収答避線転路覧数])|頭(?![部数上])|"
    "羽|匹|隻|株(?![式主価])|校(?![舎長庭区正歌外内])|園(?![児芸長庭])|館(?![長内外])|床(?![面上下])|席(?!次)|食(?![品料育事堂物])|袋|"
    "箱|点(?![字検滅灯])|通(?![信知勤学常行過路話用帳商称報貨年])|ページ|項目|筆|区画|歩(?![行道百])|票|社(?![会員長屋団福協宅])|団体|施設|"
    "事業所|ヘクタール|トン|キロ|メートル|平方|立方|ミリ|リットル|㎡|㎢|km|ha|kg|m(?![a-z])|t(?![a-z])"
)
"""What is counted or measured; the letters in brackets go on to other words: 人口, 本計画."""
