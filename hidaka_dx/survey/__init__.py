"""照会: what the departments are asked each year, and what their answers mean, apart from any file format."""

from hidaka_dx.survey.answers import Answer, Reading, understood
from hidaka_dx.survey.measure_questions import measure_surveys
from hidaka_dx.survey.merging import AnswerVerdict, Decision, Received, decided
from hidaka_dx.survey.opinion_questions import opinion_surveys
from hidaka_dx.survey.questions import AskedMeasure, AskedValue, Key, OfficeSurvey, SurveyKind, surveys

__all__ = [
    "Answer",
    "AnswerVerdict",
    "AskedMeasure",
    "AskedValue",
    "Decision",
    "Key",
    "OfficeSurvey",
    "Reading",
    "Received",
    "SurveyKind",
    "decided",
    "measure_surveys",
    "opinion_surveys",
    "surveys",
    "understood",
]
