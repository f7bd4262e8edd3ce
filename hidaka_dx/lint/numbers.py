"""Numbers with what they count, in figures and in kanji."""

import re
from typing import Final

UNITS: Final = (
    "人(?![口材権件事類物間員工数気形])|件(?!数|名)|世帯|戸(?![籍別建数惑])|台(?![風帳数地所紙本湾])|名(?![称前簿義所産物刺古案目])|"
    "部(?![会門局署長分品員])|か所|箇所|枚|冊|個(?![人別々性室票展])|本(?![一-鿿ァ-ヴ])|回(?![復収答避線転路覧数])|頭(?![部数上])|"
    "羽|匹|隻|株(?![式主価])|校(?![舎長庭区正歌外内])|園(?![児芸長庭])|館(?![長内外])|床(?![面上下])|席(?!次)|食(?![品料育事堂物])|袋|"
    "箱|点(?![字検滅灯])|通(?![信知勤学常行過路話用帳商称報貨年])|ページ|項目|筆|区画|歩(?![行道])|票|社(?![会員長屋団福協宅])|団体|施設|"
    "事業所|ヘクタール|トン|キロ|メートル|平方|立方|ミリ|リットル|㎡|㎢|km|ha|kg|m(?![a-z])|t(?![a-z])"
)
"""What is counted or measured; the letters in brackets go on to other words: 人口, 本計画."""
POWERS: Final = {"千": 1000, "百": 100, "十": 10}
KANJI_NUMBER: Final = re.compile(
    r"(?<![〇数第一二三四五六七八九十百千万億、・幾何])"
    r"(?P<number>(?=[一二三四五六七八九千百十])[二三四五六七八九]?千?[二三四五六七八九]?百?[二三四五六七八九]?十?[一二三四五六七八九]?)"
    rf"(?=(?:{UNITS}|年度|年間|年|か月|日間|円|パーセント|%|％|市町村|町村|地区|路線|棟))"
)


def figure_of(words: str) -> int:
    """Give the number that kanji stand for: 百五十 gives 150."""
    total, last = 0, 0
    for letter in words:
        if letter in POWERS:
            total, last = total + (last or 1) * POWERS[letter], 0
        else:
            last = "一二三四五六七八九".index(letter) + 1
    return total + last
