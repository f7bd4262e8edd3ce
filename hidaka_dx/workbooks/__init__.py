"""Workbooks (.xlsx) that departments fill in: the form of a survey, and what comes back."""

from hidaka_dx.workbooks.form import form_of
from hidaka_dx.workbooks.returned import ReturnedBook, ReturnedCell, ReturnedForm, UnreadableForm

__all__ = ["ReturnedBook", "ReturnedCell", "ReturnedForm", "UnreadableForm", "form_of"]
