"""The only entry point to `content/`: the town's folder becomes one `Manuscript`, or problems with their places."""

from hidaka_dx.content.checks import near
from hidaka_dx.content.evaluation import pending
from hidaka_dx.content.folder import is_folder
from hidaka_dx.content.identity import Identity, document_names, has_content, identity_of, load_identity
from hidaka_dx.content.kinds import CONTENT_FILES, OF_OTHERS, ContentFile, kind_of, strings, takes_part
from hidaka_dx.content.loading import load, load_sound, load_wording
from hidaka_dx.content.manuscript import Located, Manuscript
from hidaka_dx.content.walk import all_blocks

__all__ = [
    "CONTENT_FILES",
    "OF_OTHERS",
    "ContentFile",
    "Identity",
    "Located",
    "Manuscript",
    "all_blocks",
    "document_names",
    "has_content",
    "identity_of",
    "is_folder",
    "kind_of",
    "load",
    "load_identity",
    "load_sound",
    "load_wording",
    "near",
    "pending",
    "strings",
    "takes_part",
]
