"""Requests that may change the town: each has a name and takes JSON; whatever goes wrong has an answer."""

import sys
import traceback
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, Final, TypeAlias

from hidaka_dx.preview.gate import MISSING, RefusedError
from hidaka_dx.preview.tasks import WrongAnswer
from hidaka_dx.problem import RefusalError

Asked: TypeAlias = Mapping[str, Any]
Told: TypeAlias = dict[str, object]
Request: TypeAlias = Callable[[Asked], Told]
MALFORMED: Final = "求めの形が違います。頁を読み込み直してください。"
TOO_LARGE: Final = "大きすぎて、受け取れません。フォルダーに置いて、命令で行ってください。"
BROKEN: Final = (
    "このしくみの誤りで、できません。入力は残っています。端末に出た英文を添えて、作った人に知らせてください。"
)


def answered(known: Mapping[str, Request], name: str, asked: Asked) -> Told:
    """Answer a request; raises RefusedError for what is not known, not well formed, or refused."""
    if name not in known:
        raise RefusedError(HTTPStatus.NOT_FOUND, MISSING)
    try:
        return known[name](asked)
    except (WrongAnswer, RefusalError) as refusal:
        raise RefusedError(HTTPStatus.CONFLICT, str(refusal)) from None
    except (KeyError, TypeError, ValueError, OverflowError):
        raise RefusedError(HTTPStatus.BAD_REQUEST, MALFORMED) from None
    except OSError as error:
        message = f"{error.filename or '町のフォルダー'} に書けません（{error.strerror}）。入力は残っています。"
        raise RefusedError(HTTPStatus.INSUFFICIENT_STORAGE, message) from None
    except Exception:  # noqa: BLE001  a bug must not end the connection: the page would say that the preview has ended
        traceback.print_exc(file=sys.stderr)
        raise RefusedError(HTTPStatus.INTERNAL_SERVER_ERROR, BROKEN) from None
